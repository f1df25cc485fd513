from . import test_stripe_return
from . import test_stripe_signature
from . import test_stripe_webhook
