from . import test_paypal_order
