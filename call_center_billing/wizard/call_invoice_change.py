"""Change what a draft invoice charges for calls, before it is sent."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..fields import Micro
from ..models.tariff.call_destination import DESTINATION_CLASSES


class CallInvoiceChange(models.TransientModel):
    """What changes, and why? Each change stays on record as a correction, and is told on the invoice."""

    _name = "call.invoice.change"
    _description = "Change a Draft Invoice of Calls"

    move_id = fields.Many2one("account.move", string="Invoice", required=True, readonly=True)
    currency_id = fields.Many2one(related="move_id.currency_id")
    what = fields.Selection(
        [
            ("price", "Another price per minute"),
            ("discount", "A discount on the calls"),
            ("drop", "Take calls off"),
            ("goodwill", "Goodwill, as a line of its own"),
        ],
        string="Change",
        required=True,
        default="price",
    )
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Kind of Calls", help="Empty: all.")
    new_price = Micro(string="Price per Minute", help="Instead of the rate card's. Without tax.")
    percent = fields.Float(string="Discount (%)", digits=(16, 4), help="On top of discounts that the calls have.")
    line_ids = fields.Many2many("call.statement.line", compute="_compute_line_ids")
    statement_ids = fields.Many2many("call.statement", compute="_compute_line_ids")
    call_ids = fields.Many2many(
        "call.record",
        string="Calls",
        relation="call_invoice_change_call_rel",
        domain="[('statement_id', 'in', statement_ids), ('statement_line_id', 'in', line_ids)]",
    )
    then = fields.Selection(
        [("free", "Are not charged at all"), ("later", "Go back to the open statement")],
        string="These Calls",
        required=True,
        default="free",
    )
    goodwill = fields.Monetary(help="Without tax.")
    reason = fields.Char(required=True, help="Stays on the invoice's history.")

    @api.depends("move_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = wizard.move_id._call_statement_lines()
            wizard.statement_ids = wizard.line_ids.statement_id

    def action_look(self):
        """Compute the change and show it; nothing changes before it is approved there."""
        return self._correction()._get_records_action()

    def action_change(self):
        """Change the invoice, or ask a manager if the company wants two people to agree."""
        correction = self._correction()
        if correction._approve_or_ask():
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return correction._get_records_action()

    def _correction(self):
        """The change, computed."""
        self.ensure_one()
        self.move_id._check_call_draft()
        model = self.env["call.correction"]
        if self.what == "goodwill":
            return model._give_goodwill(self.move_id, self.goodwill, self.reason)
        vals = {"kind": "invoice", "move_id": self.move_id.id, "company_id": self.move_id.company_id.id}
        if self.what == "drop":
            if self.call_ids.statement_line_id - self.move_id._call_statement_lines():
                raise UserError(self.env._("Some of these calls are not on the invoice."))
            action = "drop" if self.then == "free" else "move"
            return model._credit_calls(self.call_ids, self.reason, action=action, **vals)
        terms = {"method": self.what, "percent": self.percent, "new_price": self.new_price}
        terms |= {"name": self.reason, "destination_class": self.destination_class}
        correction = model.sudo().create(vals | terms).with_env(self.env)
        correction.action_compute()
        return correction
