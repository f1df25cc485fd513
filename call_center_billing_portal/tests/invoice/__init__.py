from . import test_account_statement_page
from . import test_answer
from . import test_invoice_calls
from . import test_invoice_list
from . import test_invoice_look
from . import test_invoice_page
from . import test_receipts
from . import test_statements
