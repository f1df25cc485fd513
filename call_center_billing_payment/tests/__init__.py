from . import gateway
from . import standin
from . import stripe
from . import topup
from . import test_credentials_in_logs
from . import test_paypal_webhook
from .voucher import (
    test_voucher_access,
    test_voucher_api,
    test_voucher_batch,
    test_voucher_code,
    test_voucher_money,
    test_voucher_parallel,
    test_voucher_portal,
    test_voucher_redeem,
)
