"""Accounts are late only with what nothing pauses."""

from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Promises, plans and disputes count for the ladder's blocks as well."""

    _inherit = "res.partner"

    def _call_long_overdue(self):
        """Override: not those all of whose late invoices are promised, in parts, or in dispute."""
        today = fields.Date.context_today(self)
        accounts = super()._call_long_overdue()
        return accounts.filtered(
            lambda account: any(not move._call_pause(today) for move in account._call_late_invoices())
        )

    def _call_late_invoices(self):
        """The accounts' open invoices in the company at work whose day is over."""
        own = Domain([("company_id", "=", self.env.company.id), ("commercial_partner_id", "in", self.ids)])
        late = self._call_overdue_invoices() & own & Domain("move_type", "=", "out_invoice")
        return self.env["account.move"].sudo().search(late, order="invoice_date_due, id")

    def action_call_promise(self):
        """The form in which a promise is noted."""
        self.ensure_one()
        account = self.commercial_partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Promise to Pay"),
            "res_model": "call.payment.promise",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": account.id, "default_amount": account.call_overdue},
        }

    def _call_sms_number(self):
        """The number that SMS go to; "" where there is none, or no module that sends them."""
        self.ensure_one()
        if "sms.sms" not in self.env:
            return ""
        return self.phone or self.commercial_partner_id.phone or ""
