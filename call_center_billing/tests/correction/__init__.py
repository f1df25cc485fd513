from . import test_approval
from . import test_correction_conservation
from . import test_correction_orders
from . import test_correction_parallel
from . import test_credit
from . import test_hint
from . import test_rerate
