from . import test_chargeback
from . import test_event
from . import test_provider
from . import test_settle
