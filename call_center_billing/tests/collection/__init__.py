from . import test_bank
from . import test_money
from . import test_payment_confirm
