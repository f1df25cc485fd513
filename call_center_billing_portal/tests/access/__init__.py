from . import test_isolation
from . import test_other_pages_look
from . import test_portal_security
from . import test_roles
from . import test_colleagues_parallel
from . import test_users_look
from . import test_users_page
