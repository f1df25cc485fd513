from . import test_credentials_in_logs
from . import test_paypal_webhook
from .auto import (
    test_auto_admission,
    test_auto_portal,
    test_auto_top_up,
    test_card_access,
    test_card_charge,
    test_card_collect,
    test_card_parallel,
)
from .gateway import (
    test_chargeback,
    test_event,
    test_provider,
    test_settle,
)
from .standin import (
    test_standin_base,
)
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
