from . import calls
from . import invoice_calls
from . import report
from . import report_archive
