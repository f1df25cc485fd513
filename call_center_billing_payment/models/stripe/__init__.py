from . import call_gateway_event
from . import payment_provider
from . import payment_provider_report
from . import payment_transaction
from . import payment_transaction_ask
from . import payment_transaction_refund
