from .access import test_portal_security
from .calls import (
    test_calls_look,
    test_calls_page,
    test_calls_search,
    test_cost_hidden,
    test_keyset,
    test_money,
    test_period,
)
from .home import test_home_look, test_home_page, test_home_roles, test_home_usage
from .invoice import test_invoice_calls
