from . import gateway
from . import pay
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
