from . import paypal
from . import stripe
from . import voucher_api
from . import voucher_codes
from . import voucher_portal
from . import top_up_link
