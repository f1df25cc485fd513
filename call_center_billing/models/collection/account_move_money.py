"""An invoice is posted: money that waits pays it."""

from odoo import models


class AccountMove(models.Model):
    """Prepaid and overpaid money is used by itself."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Override of `account`."""
        posted = super()._post(soft=soft)
        if not self.env.context.get("call_apply_later"):
            posted._call_use_money()
        return posted

    def _call_use_money(self):
        """Let unapplied money of the invoices' accounts pay what is open."""
        invoices = self.sudo().filtered(lambda move: move.move_type == "out_invoice")
        for company, moves in invoices.grouped("company_id").items():
            accounts = moves.commercial_partner_id.with_company(company)
            accounts._call_with_money()._call_apply_money()
