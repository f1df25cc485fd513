from . import res_company
from . import res_config_settings
from . import accrual_sums
from . import call_accrual
from . import call_accrual_entry
from . import call_cash_report
from . import res_partner
