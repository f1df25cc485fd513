from . import gateway
from . import standin
from . import stripe
from . import topup
from . import test_credentials_in_logs
from . import test_paypal_webhook
from . import voucher
