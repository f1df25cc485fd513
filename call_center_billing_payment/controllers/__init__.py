from . import ccavenue
from . import paypal
from . import stripe
