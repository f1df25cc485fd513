from . import gateway
from . import pay
from . import standin
from . import stripe
from . import test_credentials_in_logs
from . import test_paypal_webhook
