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
from .invoice import (
    test_account_statement_page,
    test_answer,
    test_invoice_calls,
    test_invoice_list,
    test_invoice_look,
    test_invoice_page,
    test_receipts,
    test_statements,
)
