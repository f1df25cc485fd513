from . import test_limits_page
from . import test_number_claim
from . import test_number_look
from . import test_numbers_page
from . import test_verify_api
