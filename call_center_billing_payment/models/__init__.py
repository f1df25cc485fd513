from . import gateway
from . import stripe
from . import ccavenue
