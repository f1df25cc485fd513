"""How much of an invoice is disputed: that part is not reminded of, the rest is."""

from odoo import fields, models

from ...money import MICRO
from .call_dispute import OPEN


class AccountMove(models.Model):
    """Disputes about an invoice."""

    _inherit = "account.move"

    call_dispute_ids = fields.Many2many("call.dispute", string="Disputes", compute="_compute_call_disputes")
    call_dispute_count = fields.Integer(string="Dispute Count", compute="_compute_call_disputes")
    call_disputed_amount = fields.Monetary(
        string="Disputed",
        compute="_compute_call_disputes",
        help="Part of what is left to pay, tax included, that the customer questions. Reminders leave it out.",
    )
    call_undisputed_amount = fields.Monetary(
        string="Payable", compute="_compute_call_disputes", help="What is left to pay and not disputed."
    )

    def _compute_call_disputes(self):
        found = self._call_dispute_lines()
        for move in self:
            entries = found.get(move.id, [])
            disputes = self.env["call.dispute"].sudo().concat(*(line.dispute_id for line, _item in entries))
            disputed = sum(_with_tax(line.amount, item) for line, item in entries if line.dispute_id.state in OPEN)
            due = max(move.amount_residual, 0) if move.state == "posted" else move.amount_total
            move.call_dispute_ids = disputes
            move.call_dispute_count = len(move.call_dispute_ids)
            move.call_disputed_amount = min(move.currency_id.round(disputed), due)
            move.call_undisputed_amount = due - move.call_disputed_amount

    def _call_dispute_lines(self):
        """What is or was disputed of these invoices: {id: [(call.dispute.line, account.move.line)]}."""
        partners = self.commercial_partner_id
        lines = self.env["call.dispute.line"].sudo().search([("dispute_id.partner_id", "in", partners.ids)])
        found = {}
        if not lines:
            return found
        items = lines._invoice_lines()
        for line in lines:
            for item in items.get(line.id, self.env["account.move.line"])[:1]:
                found.setdefault(item.move_id.id, []).append((line, item))
        return found

    def action_view_disputes(self):
        """What the customer questions of this invoice."""
        return self.call_dispute_ids._get_records_action(name=self.env._("Disputes"))

    def action_dispute(self):
        """Note that the customer questions lines of this invoice."""
        self.ensure_one()
        self.env["call.correction"]._check_clerk()
        lines = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return self.env["call.dispute"]._opening(
            {"move_line_ids": [(6, 0, lines.ids)], "move_id": self.id, "partner_id": self.commercial_partner_id.id}
        )


def _with_tax(amount, item):
    """Micro-units without tax as money with the tax of the invoice's line."""
    share = item.price_total / item.price_subtotal if item.price_subtotal else 1
    return amount / MICRO * share
