"""Bill statements."""

from odoo import fields, models


class CallStatementInvoice(models.TransientModel):
    """How far should billing go now?"""

    _name = "call.statement.invoice"
    _description = "Bill Statements"

    statement_ids = fields.Many2many(
        "call.statement",
        string="Statements",
        required=True,
        default=lambda self: (
            self.env["call.statement"]
            .browse(self.env.context.get("active_ids", []))
            .filtered(lambda statement: statement.state != "invoiced")
        ),
    )
    result = fields.Selection(
        [
            ("order", "Sales orders"),
            ("draft", "Draft invoices, for review"),
            ("posted", "Posted invoices"),
        ],
        string="Make",
        required=True,
        default="posted",
    )
    invoice_date = fields.Date(default=fields.Date.context_today)

    def action_bill(self):
        """Make the orders or invoices, and show them."""
        self.ensure_one()
        if self.result == "order":
            return self.statement_ids.action_create_order()
        moves = self.statement_ids.action_invoice(self.invoice_date, post=self.result == "posted")
        if self.result == "draft":
            moves._call_wait(self.env._("%(user)s wants to look at it", user=self.env.user.name))
        return moves._get_records_action(name=self.env._("Invoices"))
