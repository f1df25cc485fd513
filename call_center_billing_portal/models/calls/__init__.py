from . import call_record
from . import call_record_search
