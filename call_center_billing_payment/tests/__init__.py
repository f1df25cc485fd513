from . import ccavenue
from . import auto
from . import gateway
from . import refund
from . import standin
from . import pay
from . import stripe
from . import test_credentials_in_logs
from .gateway import test_chargeback, test_event, test_provider, test_settle
from .paypal import (
    test_paypal_dispute,
    test_paypal_events,
    test_paypal_lost,
    test_paypal_order,
    test_paypal_refund,
    test_paypal_setup,
    test_paypal_wire,
)
from . import test_paypal_webhook
from .standin import test_standin_base
from .stripe import test_stripe_return, test_stripe_signature, test_stripe_webhook
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
from . import voucher
