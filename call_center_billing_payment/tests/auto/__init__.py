from . import test_auto_admission
from . import test_auto_portal
from . import test_auto_top_up
from . import test_card_access
from . import test_card_charge
from . import test_card_collect
from . import test_card_parallel
