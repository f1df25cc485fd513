from . import call_record
