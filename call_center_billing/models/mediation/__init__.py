from . import call_import
from . import call_record
from . import call_record_explain
from . import call_record_redo
from . import call_reject
from . import call_source
