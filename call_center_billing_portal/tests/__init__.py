from .access import test_portal_security
from .calls import (
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
from .invoice import test_invoice_calls
from .price import test_call_price, test_call_price_look
