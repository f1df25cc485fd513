from .account import test_call_number, test_security
from .billing import test_invoice_pdf, test_statement
from .mediation import test_call_api, test_call_import, test_call_redo
from .report import test_pdf_engine, test_pdf_layouts, test_pdf_resources
from .tariff import test_explanation, test_rate_card, test_rate_terms, test_rule_change
from .web import test_tours
