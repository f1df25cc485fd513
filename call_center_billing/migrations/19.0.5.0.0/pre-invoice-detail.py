"""Companies that printed no calls behind their invoices go on so."""

from odoo.tools.sql import column_exists


def migrate(cr, version):
    """The switch for lists of calls becomes one of three levels of detail."""
    if column_exists(cr, "res_company", "call_annex") and not column_exists(cr, "res_company", "call_invoice_detail"):
        cr.execute("ALTER TABLE res_company ADD COLUMN call_invoice_detail varchar")
        cr.execute(
            "UPDATE res_company SET call_invoice_detail = CASE WHEN call_annex THEN 'calls' ELSE 'destination' END"
        )
