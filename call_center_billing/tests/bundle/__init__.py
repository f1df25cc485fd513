from . import test_bundle_consumption
from . import test_bundle_correction
from . import test_bundle_period
