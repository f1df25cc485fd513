from . import test_erasure
from . import test_notifications_page
from . import test_privacy_page
