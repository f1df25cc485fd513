from . import paypal
from . import stripe
from . import pay_access
from . import pay_transaction
from . import pay
from . import pay_top_up
from . import pay_instalments
from . import pay_invoice
