from . import test_margin_check
from . import test_margin_guard
