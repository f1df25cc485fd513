"""Give unknown account names to a customer, and bill what was used under them."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallAccountAssign(models.TransientModel):
    """Whose are the account names of these sessions of data, or of this work?"""

    _name = "call.account.assign"
    _description = "Assign Account Names to a Customer"

    names = fields.Text(
        string="Account Names", readonly=True, default=lambda self: "\n".join(self._default_calls()._account_names())
    )
    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    valid_from = fields.Datetime(
        default=lambda self: min(self._default_calls().mapped("started_at"), default=fields.Datetime.now()),
        required=True,
        help="From when the account names were the customer's.",
    )

    @api.model
    def _default_calls(self):
        """Those of the chosen calls that wait for the owner of an account name."""
        calls = self.env["call.record"].browse(self.env.context.get("active_ids", []))
        return calls.filtered(lambda call: call.state == "unmatched" and call._account_names())

    def action_assign(self):
        """Register the account names and send all that waits for them through again."""
        self.ensure_one()
        names = (self.names or "").split("\n")
        if not any(names):
            raise UserError(self.env._("Choose sessions of data, or agents' time, whose account name is unknown."))
        vals = {"kind": "account", "partner_id": self.partner_id.id, "valid_from": self.valid_from}
        self.env["call.number"].create([vals | {"number": name} for name in names])
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "unmatched"),
            ("service", "!=", "voice"),
            ("account_code", "in", names),
        ]
        return self.env["call.record"].search(domain).action_redo()
