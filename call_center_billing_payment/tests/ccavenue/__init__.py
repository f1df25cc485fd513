from . import test_ccavenue_browser
from . import test_ccavenue_events
from . import test_ccavenue_hostile
from . import test_ccavenue_later
from . import test_ccavenue_payment
from . import test_ccavenue_provider
from . import test_ccavenue_refund
