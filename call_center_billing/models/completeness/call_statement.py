"""Calls of earlier periods on a statement."""

from odoo import fields, models


class CallStatement(models.Model):
    """A bill says how many of its calls came after the bill of their own month."""

    _inherit = "call.statement"

    late_count = fields.Integer(
        string="Late Calls",
        compute="_compute_late_count",
        help="Calls of earlier months, which came in when those had been billed.",
    )

    def _compute_late_count(self):
        domain = [("statement_id", "in", self.ids), ("late", "=", True)]
        counts = dict(self.env["call.record"]._read_group(domain, ["statement_id"], ["__count"]))
        for statement in self:
            statement.late_count = counts.get(statement, 0)

    def action_view_late_calls(self):
        """The statement's late calls."""
        action = self.action_view_calls()
        return action | {"domain": [*action["domain"], ("late", "=", True)]}
