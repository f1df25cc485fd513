from . import test_plan_compare
from . import test_plan_look
from . import test_plan_months
from . import test_plan_page
