from . import test_dispute_isolation
from . import test_dispute_look
from . import test_dispute_open
from . import test_dispute_page
from . import test_uploads
