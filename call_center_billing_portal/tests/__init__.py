from . import test_calls_page
from . import test_calls_search
from . import test_cost_hidden
from . import test_invoice_calls
from . import test_money
from . import test_period
from . import test_security
