from . import call_gateway_report_load
from . import call_top_up
from . import call_top_up_card
from . import call_top_up_reverse
from . import call_card_agree
