from . import gateway
from . import stripe
from . import test_credentials_in_logs
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
