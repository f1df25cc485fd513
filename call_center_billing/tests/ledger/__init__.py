from . import test_accrual
from . import test_cash
from . import test_ledger_access
