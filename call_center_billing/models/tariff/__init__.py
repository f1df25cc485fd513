from . import call_campaign
from . import call_destination
from . import call_rate
from . import call_rate_card
from . import product_pricelist
