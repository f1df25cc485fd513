from . import test_call_price
from . import test_call_price_look
