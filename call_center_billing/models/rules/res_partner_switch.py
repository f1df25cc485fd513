"""What happens by itself to accounts, and what of it the system switch stops."""

from odoo import api, models

ORDER_CRON = "call_center_billing.call_order_cron"


class ResPartner(models.Model):
    """Switched off, nobody is blocked and nothing is billed by itself; blocks that are there still end."""

    _inherit = "res.partner"

    @api.model
    @api.private
    def _call_after_calls(self, company, partner_ids=None):
        """Override: calls that have orders of their own get them, soon."""
        result = super()._call_after_calls(company, partner_ids)
        if company._call_billing_on() and self.env["call.statement"]._any_call_waits():
            self.env.ref(ORDER_CRON).sudo()._trigger()
        return result

    @api.model
    def _call_watch_limits(self, partner_ids=None):
        """Override: not while billing is switched off."""
        if not self.env.company._call_billing_on():
            return self.browse()
        return super()._call_watch_limits(partner_ids)

    @api.model
    def _call_watch_overdue(self):
        """Override: while billing is switched off, accounts are freed only."""
        if not self.env.company._call_billing_on():
            self._call_blocked_by("overdue")._call_free_of_overdue()
            return
        super()._call_watch_overdue()

    def _call_bill_at_limit(self, company):
        """Override: not while billing is switched off, also for those that are blocked already."""
        return super()._call_bill_at_limit(company) if company._call_billing_on() else None
