from . import test_billing_cycle
from . import test_billed_meanwhile
from . import test_billing_conservation
from . import test_billing_switch
from . import test_campaign_billing
from . import test_order_policy
from . import test_statement_migration
