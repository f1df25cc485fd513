from . import payment_provider
from . import topup
from . import pay
