from . import res_partner
from . import call_subscription
from . import call_plan_request
from . import call_plan_comparison
from . import call_plan_comparison_line
from . import call_plan_comparison_work
