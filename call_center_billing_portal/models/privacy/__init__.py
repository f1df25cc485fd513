from . import res_company
from . import res_config_settings
from . import res_partner_holds
from . import res_partner_erase
from . import res_partner_own_data
from . import call_erasure_request
