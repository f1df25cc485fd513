"""Give an unknown number to a customer, and bill its calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallNumberAssign(models.TransientModel):
    """Whose are the numbers of these calls?"""

    _name = "call.number.assign"
    _description = "Assign Numbers to a Customer"

    call_ids = fields.Many2many(
        "call.record", string="Calls", default=lambda self: self._default_call_ids(), required=True
    )
    numbers = fields.Text(compute="_compute_numbers")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    valid_from = fields.Datetime(
        default=lambda self: self._default_valid_from(),
        required=True,
        help="From when the numbers were the customer's.",
    )

    @api.model
    def _default_call_ids(self):
        calls = self.env["call.record"].browse(self.env.context.get("active_ids", []))
        return calls.filtered(lambda call: call.state == "unmatched" and call.a_number)

    @api.model
    def _default_valid_from(self):
        return min(self._default_call_ids().mapped("started_at"), default=fields.Datetime.now())

    @api.depends("call_ids")
    def _compute_numbers(self):
        for wizard in self:
            wizard.numbers = "\n".join(sorted(set(wizard.call_ids.mapped("a_number"))))

    def action_assign(self):
        """Register the numbers and send all their unmatched calls through again."""
        self.ensure_one()
        if not self.call_ids:
            raise UserError(self.env._("Choose calls whose number is unknown; withheld numbers cannot be assigned."))
        for number in self.numbers.split("\n"):
            self.env["call.number"].create(
                {"number": number, "partner_id": self.partner_id.id, "valid_from": self.valid_from}
            )
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "unmatched"),
            ("a_number", "in", self.numbers.split("\n")),
        ]
        return self.env["call.record"].search(domain).action_redo()
