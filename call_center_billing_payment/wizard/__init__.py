from . import call_top_up
from . import call_top_up_card
from . import call_top_up_reverse
