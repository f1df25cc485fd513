from . import call_number
from . import call_pin
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_partner_credit
from . import res_partner_open
from . import res_partner_price
