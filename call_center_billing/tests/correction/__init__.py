from . import test_approval
from . import test_credit
from . import test_hint
from . import test_rerate
