"""Accounts whose invoices are long overdue are blocked until those are paid."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """By the due dates there are, each time anew: never by when it was looked at last."""

    _inherit = "res.partner"

    @api.model
    def _call_watch_overdue(self):
        """Block who is overdue in the company at work, and free who no longer is."""
        overdue = self._call_long_overdue()
        blocked = self._call_blocked_by("overdue")
        (overdue - blocked)._call_one_by_one(lambda account: self.env["call.block"]._block(account, "overdue"))
        (blocked - overdue)._call_one_by_one(lambda account: account.sudo()._call_lift("overdue"))

    def _call_free_of_overdue(self):
        """Lift the blocks of those of these that are no longer overdue."""
        blocked = self._call_blocked_by("overdue") & self.commercial_partner_id
        for account in blocked - blocked._call_long_overdue():
            account.sudo()._call_lift("overdue")

    def _call_long_overdue(self):
        """Accounts with numbers that have an invoice overdue for longer than the company bears; of these, or all."""
        company = self.env.company
        if not company.call_block_overdue_days:
            return self.browse()
        last = fields.Date.context_today(self) - timedelta(days=company.call_block_overdue_days)
        domain = [("invoice_date_due", "<", last), ("company_id", "=", company.id)]
        if self:
            domain.append(("commercial_partner_id", "in", self.ids))
        moves = self.env["account.move"].sudo()
        moves = moves.search(self._call_overdue_invoices() & Domain(domain))
        return self.browse(moves.commercial_partner_id.ids).filtered("call_number_ids")
