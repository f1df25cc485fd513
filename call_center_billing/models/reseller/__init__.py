from . import call_source
from . import call_number
from . import call_record
from . import res_partner
from . import res_partner_usage
