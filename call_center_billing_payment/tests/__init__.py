from . import test_credentials_in_logs
from . import test_paypal_webhook
from . import test_provider
from . import test_stripe_return
from . import test_stripe_signature
from . import test_stripe_webhook
from .standin import test_standin_base
