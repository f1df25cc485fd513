from . import paypal
from . import stripe
