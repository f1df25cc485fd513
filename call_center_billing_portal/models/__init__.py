from . import account_move
from . import call_record
from . import call_record_search
from . import res_partner
