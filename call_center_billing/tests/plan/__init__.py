from . import test_charge
from . import test_charge_adhoc
from . import test_charge_billing
from . import test_charge_parallel
from . import test_charge_year
from . import test_plan
from . import test_plan_access
