from . import res_company
from . import res_config_settings
from . import call_number
from . import call_number_claim
from . import call_number_claim_verify
from . import call_admission
from . import call_pin
from . import res_partner_tasks
