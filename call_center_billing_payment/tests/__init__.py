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
from .standin import test_standin_base
from .stripe import (
    test_stripe_charge,
    test_stripe_dispute,
    test_stripe_events,
    test_stripe_payout,
    test_stripe_refund,
    test_stripe_return,
    test_stripe_signature,
    test_stripe_webhook,
)
