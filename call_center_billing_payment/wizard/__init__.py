from . import call_gateway_report_load
