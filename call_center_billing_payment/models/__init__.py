from . import gateway
from . import paypal
from . import refund
from . import settlement
from . import stripe
