from . import test_calls_look
from . import test_calls_page
from . import test_calls_search
from . import test_cost_hidden
from . import test_keyset
from . import test_money
from . import test_period
from . import (
    test_calls_choice,
    test_calls_export,
    test_calls_live,
    test_calls_look,
    test_calls_page,
    test_calls_search,
    test_cost_hidden,
    test_keyset,
    test_money,
    test_period,
    test_portal_export,
)
