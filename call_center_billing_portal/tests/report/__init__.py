from . import test_report_look
from . import test_report_pages
from . import test_report_pure
from . import test_report_sums
from . import (
    test_report_look,
    test_report_pages,
    test_report_pure,
    test_report_sums,
)
