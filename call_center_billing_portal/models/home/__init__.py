from . import call_usage_day
from . import res_partner_balance
from . import res_partner_bundles
from . import res_partner_calendar
from . import res_partner_next_invoice
from . import res_partner_service
from . import res_partner_tasks
from . import res_partner_usage
