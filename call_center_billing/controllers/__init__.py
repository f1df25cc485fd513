from . import call_api
from . import call_push
from . import deck_files
from . import export
from . import invoice_files
from . import service_messages
