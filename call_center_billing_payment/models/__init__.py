from . import gateway
from . import stripe
from . import topup
from . import pay
