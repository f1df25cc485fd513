"""The names of what is behind the view `call_record`."""

from datetime import datetime

STORE = "call_record_store"
SEQUENCE = "call_record_id_seq"
#: calls from before this are no daily business: one table takes them all
EARLIEST = datetime(2015, 1, 1)
