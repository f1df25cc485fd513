from . import call_voucher_redeem
from . import call_voucher_sell
from . import call_voucher_void
from . import call_voucher_release
from . import call_top_up
from . import call_top_up_card
from . import call_top_up_reverse
