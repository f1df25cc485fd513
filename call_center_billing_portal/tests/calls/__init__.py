from . import (
    test_calls_look,
    test_calls_page,
    test_calls_search,
    test_cost_hidden,
    test_keyset,
    test_money,
    test_period,
    test_portal_export,
)
