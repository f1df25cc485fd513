from . import test_completeness
from . import test_late_calls
from . import test_other_payers
from . import test_redo_queue
from . import test_reject_retry
from . import test_source_watch
from . import test_unknown_number
from . import test_withdraw
