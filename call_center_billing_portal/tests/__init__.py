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
from .invoice import test_invoice_calls
from .number import (
    test_limits_page,
    test_number_claim,
    test_number_look,
    test_numbers_page,
    test_verify_api,
)
from .plan import test_plan_compare, test_plan_look, test_plan_months, test_plan_page
