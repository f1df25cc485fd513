from . import call_api
from . import call_push
from . import deck_files
from . import export
from . import service_messages
