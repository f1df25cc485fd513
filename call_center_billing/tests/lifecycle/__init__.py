from . import test_life_lift
from . import test_life_postpaid
from . import test_life_prepaid
from . import test_life_switch
