from .access import test_portal_security
from .calls import (
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
from .report import (
    test_report_look,
    test_report_pages,
    test_report_pure,
    test_report_sums,
)
