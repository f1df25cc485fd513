from . import auto
from . import ccavenue
from . import gateway
from . import pay
from . import paypal
from . import refund
from . import standin
from . import stripe
from . import test_credentials_in_logs
from . import topup
from . import voucher
from . import test_paypal_webhook
from .ccavenue import (
    test_ccavenue_browser,
    test_ccavenue_events,
    test_ccavenue_hostile,
    test_ccavenue_later,
    test_ccavenue_payment,
    test_ccavenue_provider,
    test_ccavenue_refund,
)
from .standin import test_standin_base
from .refund import test_refund, test_write_off
from .settlement import test_settlement, test_settlement_files
