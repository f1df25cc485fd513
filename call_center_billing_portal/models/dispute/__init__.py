from . import call_dispute_customer
from . import call_dispute_page
from . import call_dispute_taken
