from . import gateway
from . import stripe
