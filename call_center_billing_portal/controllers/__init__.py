from . import calls
from . import dispute
from . import dispute_choice
from . import dispute_new
from . import feedback
from . import invoice_calls
from . import price
