from . import test_call_price, test_call_price_look
