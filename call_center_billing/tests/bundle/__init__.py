from . import test_bundle_admission
from . import test_bundle_consumption
from . import test_bundle_correction
from . import test_bundle_documents
from . import test_bundle_parallel
from . import test_bundle_period
from . import test_bundle_services
