from . import call_voucher_redeem
from . import call_voucher_sell
from . import call_voucher_void
from . import call_voucher_release
