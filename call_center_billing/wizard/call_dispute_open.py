"""Note a customer's dispute."""

from odoo import fields, models


class CallDisputeOpen(models.TransientModel):
    """What does the customer question, and why?"""

    _name = "call.dispute.open"
    _description = "Open a Dispute"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    reason = fields.Selection(
        lambda self: self.env["call.dispute"]._fields["reason"]._description_selection(self.env), required=True
    )
    description = fields.Text(string="The Customer's Words", required=True)
    call_ids = fields.Many2many("call.record", string="Calls", relation="call_dispute_open_call_rel")
    statement_line_ids = fields.Many2many(
        "call.statement.line", string="Statement Lines", relation="call_dispute_open_line_rel"
    )
    move_line_ids = fields.Many2many(
        "account.move.line",
        string="Invoice Lines",
        relation="call_dispute_open_item_rel",
        domain="[('move_id', '=', move_id), ('display_type', '=', 'product')]",
    )

    def action_open(self):
        """Open it, and show it."""
        self.ensure_one()
        self.env["call.correction"]._check_clerk()
        dispute = self.env["call.dispute"]._open_dispute(
            self.partner_id, self.call_ids, self.reason, self.description, self.statement_line_ids, self.move_line_ids
        )
        return dispute._get_records_action()
