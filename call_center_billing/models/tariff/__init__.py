from . import call_campaign
from . import call_destination
from . import call_rate
from . import call_rate_card
from . import call_rate_version
from . import call_rate_version_compile
from . import call_rate_version_explain
from . import product_pricelist
