from . import payment_provider
from . import voucher
