from . import test_change
from . import test_cancel
from . import test_foresee
from . import test_plan_request
from . import test_subscription_access
from . import test_subscription_clock
