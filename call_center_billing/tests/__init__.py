from .account import test_call_number, test_price_access, test_price_rules, test_security
from .billing import test_currencies, test_invoice_pdf, test_statement, test_statement_discounts
from .mediation import (
    test_bulk,
    test_call_api,
    test_call_dialects,
    test_call_import,
    test_call_push,
    test_call_push_lock,
    test_call_redo,
    test_call_source_key,
    test_charged_time,
    test_cost,
    test_cost_again,
    test_margin,
    test_number_masking,
    test_retention,
    test_trunk,
)
from .report import test_pdf_engine, test_pdf_layouts, test_pdf_resources
from .tariff import (
    test_call_discount,
    test_deck_export,
    test_deck_import,
    test_deck_mapping,
    test_deck_refused,
    test_explanation,
    test_margin_alerts,
    test_margin_check,
    test_margin_guard,
    test_price_lookup,
    test_price_migration,
    test_pricelist_items,
    test_rate_card,
    test_rate_from_cost,
    test_rate_terms,
    test_rule_change,
    test_simulation,
    test_tariff_book,
)
from .web import test_tours
