from . import gateway
from . import refund
from . import settlement
from . import stripe
from . import topup
from . import pay
