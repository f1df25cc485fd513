from . import gateway
from . import stripe
from . import refund
from . import settlement
