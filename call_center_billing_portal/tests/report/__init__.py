from . import test_report_look
from . import test_report_pages
from . import test_report_pure
from . import test_report_sums
