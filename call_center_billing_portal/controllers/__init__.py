from . import calls
from . import invoice_calls
from . import invoice_list
from . import invoice_page
from . import receipts
from . import statement_of_account
from . import statements
