from . import payment_provider
from . import refund
from . import settlement
