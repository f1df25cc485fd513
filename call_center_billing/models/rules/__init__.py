from . import call_customer_group
from . import call_cycle
from . import res_company
from . import res_partner
from . import res_partner_switch
from . import res_config_settings
from . import call_campaign
from . import rule_scope
