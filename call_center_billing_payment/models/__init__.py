from . import gateway
from . import paypal
from . import stripe
from . import refund
from . import settlement
from . import topup
from . import ccavenue
from . import auto
