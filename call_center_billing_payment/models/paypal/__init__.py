from . import payment_provider
from . import payment_transaction
from . import payment_transaction_ask
from . import payment_transaction_refund
from . import call_gateway_event
from . import call_gateway_event_dispute
from . import call_chargeback
