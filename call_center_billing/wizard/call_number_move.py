"""Give numbers to another customer from a moment on."""

from odoo import fields, models


class CallNumberMove(models.TransientModel):
    """Whose are these numbers from now on?"""

    _name = "call.number.move"
    _description = "Move Numbers to Another Customer"

    number_ids = fields.Many2many(
        "call.number", string="A-Numbers", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    partner_id = fields.Many2one("res.partner", string="New Owner", required=True)
    moment = fields.Datetime(
        string="From",
        required=True,
        default=fields.Datetime.now,
        help="Calls made before stay with the former owner, also those that are read later.",
    )

    def action_move(self):
        """Move them, and show the new owner's page."""
        self.ensure_one()
        self.number_ids._move(self.partner_id, self.moment)
        return self.partner_id.commercial_partner_id.action_open_call_account()
