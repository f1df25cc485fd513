"""Charges as lines of a statement."""

from odoo import fields, models


class CallStatementLine(models.Model):
    """A line is a sum of calls, or one charge."""

    _inherit = "call.statement.line"

    charge_id = fields.Many2one("call.charge", readonly=True, ondelete="restrict")

    _charged_once = models.UniqueIndex("(charge_id) WHERE charge_id IS NOT NULL", "This charge is on a statement.")
    _class = models.Constraint(
        "CHECK (charge_id IS NOT NULL OR destination_class IS NOT NULL)", "Calls have a class of destinations."
    )

    def _is_charge(self):
        """Whether the line stands for a charge, and no calls."""
        self.ensure_one()
        return bool(self.charge_id)
