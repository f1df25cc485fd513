from . import test_notice
from . import test_notice_access
from . import test_notice_channels
from . import test_notice_end
from . import test_notice_events
from . import test_notice_parallel
