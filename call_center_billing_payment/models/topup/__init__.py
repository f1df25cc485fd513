from . import res_company
from . import res_config_settings
from . import res_partner_top_up
from . import account_payment
