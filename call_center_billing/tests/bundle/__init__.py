from . import test_bundle_consumption
