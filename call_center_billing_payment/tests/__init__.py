from . import gateway
from . import standin
from . import stripe
from . import test_credentials_in_logs
from . import test_paypal_webhook
from .topup import (
    test_top_up_access,
    test_top_up_booking,
    test_top_up_call,
    test_top_up_deposit,
    test_top_up_gateway,
    test_top_up_invoice,
    test_top_up_link,
    test_top_up_receipt,
    test_top_up_reversal,
    test_top_up_rules,
)
from .pay import (
    test_amount_text,
    test_pay_browser,
    test_pay_choice,
    test_pay_instalments,
    test_pay_invoice_page,
    test_pay_isolation,
    test_pay_link,
    test_pay_once,
    test_pay_pages,
    test_pay_settled,
    test_top_up_page,
)
