from . import test_paypal_dispute
from . import test_paypal_events
from . import test_paypal_lost
from . import test_paypal_order
from . import test_paypal_refund
from . import test_paypal_setup
from . import test_paypal_wire
