from . import test_calls_look
from . import test_calls_page
from . import test_calls_search
from . import test_cost_hidden
from . import test_keyset
from . import test_money
from . import test_period
