from . import access
from . import calls
from . import invoice_calls
from . import notifications
from . import privacy
from . import users
