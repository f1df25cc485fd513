from . import number
from . import number_api
from . import number_limits
from . import plan
from . import plan_ask
from . import plan_compare
from . import portal
