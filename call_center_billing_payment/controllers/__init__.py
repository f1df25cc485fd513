from . import ccavenue
from . import paypal
from . import stripe
from . import top_up_link
