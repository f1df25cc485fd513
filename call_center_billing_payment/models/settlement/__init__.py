from . import call_gateway_report
from . import call_gateway_report_line
from . import call_gateway_report_take
from . import call_gateway_report_match
from . import payment_provider
