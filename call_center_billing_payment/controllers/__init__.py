from . import auto
from . import paypal
from . import stripe
from . import top_up_link
