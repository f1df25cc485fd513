from . import call_portal_export
from . import call_record
from . import call_record_search
from . import res_company
from . import res_config_settings
