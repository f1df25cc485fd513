from . import calls
from . import invoice_calls
from . import price
