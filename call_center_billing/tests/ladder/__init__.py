from . import test_credit_change
from . import test_limit
from . import test_overdue
