from . import (
    test_report_look,
    test_report_pages,
    test_report_pure,
    test_report_sums,
)
