from . import test_home_look
from . import test_home_page
from . import test_home_roles
from . import test_home_usage
