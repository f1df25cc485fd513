"""Invoices that wait for the client's answer."""

from odoo import fields, models
from odoo.tools import format_date


class ResPartner(models.Model):
    """A task of the home page."""

    _inherit = "res.partner"

    def _prepare_portal_tasks(self):
        """Override of this add-on's home: the invoice that is to be accepted or questioned first."""
        tasks = super()._prepare_portal_tasks()
        waiting = [
            *(("commercial_partner_id", "=", self.commercial_partner_id.id), ("company_id", "=", self.env.company.id)),
            *(("state", "=", "posted"), ("call_answer", "=", "asked")),
            ("call_answer_until", ">=", fields.Date.context_today(self)),
        ]
        move = self.env["account.move"].sudo().search(waiting, order="call_answer_until, id", limit=1)
        if not move:
            return tasks
        text = self.env._(
            "Is %(invoice)s right? Please answer by %(day)s.",
            invoice=move.name,
            day=format_date(self.env, move.call_answer_until),
        )
        return [*tasks, self._portal_task("answer", text, f"/my/invoices/{move.id}", self.env._("Answer"), 50)]
