from . import test_voucher_access
from . import test_voucher_api
from . import test_voucher_batch
from . import test_voucher_code
from . import test_voucher_money
from . import test_voucher_parallel
from . import test_voucher_portal
from . import test_voucher_redeem
