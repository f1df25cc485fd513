from . import auto
from . import paypal
from . import stripe
