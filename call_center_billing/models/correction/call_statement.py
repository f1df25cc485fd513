"""What corrections changed of a statement after it was invoiced."""

from odoo import api, models

from ...fields import Micro
from ...money import MICRO


class CallStatementLine(models.Model):
    """`amount` is what the order and the invoice charge; documents since then are `adjusted`."""

    _inherit = "call.statement.line"

    adjusted = Micro(
        string="Corrections", help="What credit notes and extra invoices added, or (below 0) took off since."
    )

    def _net_amount(self):
        """What is charged for the line's calls in the end, micro-units."""
        self.ensure_one()
        return (self.amount or 0) + (self.adjusted or 0)


class CallStatement(models.Model):
    """The customer's bill with its corrections."""

    _inherit = "call.statement"

    adjusted = Micro(
        string="Corrections",
        compute="_compute_adjusted",
        store=True,
        help="What credit notes and extra invoices added, or (below 0) took off since.",
    )
    net_amount = Micro(string="After Corrections", compute="_compute_net_amount", help="Without tax.")

    def _audited_sum(self, lines):
        """Override: corrections of what was invoiced are on the lines, too."""
        return super()._audited_sum(lines) + sum(lines.mapped("adjusted"))

    def _credited(self):
        """Override: and so are the documents that charge them."""
        domain = [("old_line_id", "in", self.line_ids.ids), ("move_id.state", "=", "posted")]
        moves = self.env["call.correction.line"].sudo().search(domain).move_id
        given = sum(move.amount_untaxed * (1 if move.move_type == "out_refund" else -1) for move in moves)
        return super()._credited() + round(given * MICRO)

    @api.depends("line_ids.adjusted")
    def _compute_adjusted(self):
        for statement in self:
            statement.adjusted = sum(statement.line_ids.mapped("adjusted"))

    @api.depends("amount", "adjusted")
    def _compute_net_amount(self):
        for statement in self:
            statement.net_amount = statement.amount + statement.adjusted
