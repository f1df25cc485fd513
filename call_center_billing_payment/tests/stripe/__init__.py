from . import test_stripe_charge
from . import test_stripe_dispute
from . import test_stripe_events
from . import test_stripe_payout
from . import test_stripe_refund
from . import test_stripe_return
from . import test_stripe_signature
from . import test_stripe_webhook
