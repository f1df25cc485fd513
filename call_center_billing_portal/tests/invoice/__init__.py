from . import test_invoice_calls
