from . import payment_provider
from . import auto
from . import gateway
from . import stripe
from . import topup
