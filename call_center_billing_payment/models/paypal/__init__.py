from . import payment_provider
from . import payment_transaction
from . import payment_transaction_ask
from . import payment_transaction_refund
