from .access import (
    test_isolation,
    test_other_pages_look,
    test_portal_security,
    test_roles,
    test_colleagues_parallel,
    test_users_look,
    test_users_page,
)
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
from .dispute import (
    test_dispute_isolation,
    test_dispute_look,
    test_dispute_open,
    test_dispute_page,
    test_uploads,
)
from .feedback import test_feedback, test_feedback_page
from .home import test_home_look, test_home_page, test_home_roles, test_home_usage
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
from .number import (
    test_limits_page,
    test_number_claim,
    test_number_look,
    test_numbers_page,
    test_verify_api,
)
from .plan import test_plan_compare, test_plan_look, test_plan_months, test_plan_page
from .price import test_call_price, test_call_price_look
from .privacy import test_erasure, test_notifications_page, test_privacy_page
from .report import (
    test_report_look,
    test_report_pages,
    test_report_pure,
    test_report_sums,
)
