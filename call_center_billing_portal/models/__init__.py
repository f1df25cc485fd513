from . import access
from . import calls
from . import home
from . import invoice
from . import report
