from . import access
from . import calls
from . import dispute
from . import feedback
from . import home
from . import invoice
from . import price
