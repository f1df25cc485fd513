from . import gateway
from . import standin
from . import stripe
from . import test_credentials_in_logs
from . import test_paypal_webhook
from .refund import test_refund, test_write_off
from .settlement import test_settlement, test_settlement_files
