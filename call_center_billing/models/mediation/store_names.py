"""The names of what is behind the view `call_record`."""

STORE = "call_record_store"
SEQUENCE = "call_record_id_seq"
