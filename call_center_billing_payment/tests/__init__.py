from .gateway import test_provider
from .paypal import test_paypal_order
from .standin import test_standin_base
