from . import payment_provider
from . import payment_transaction
from . import payment_transaction_answer
from . import payment_transaction_ask
from . import payment_transaction_refund
from . import call_gateway_event
