"""PINs of an account."""

from odoo import api, fields, models

from .credit import SALES


class ResPartner(models.Model):
    """Has it one, and who gives it out?"""

    _inherit = "res.partner"

    call_pin_ids = fields.One2many("call.pin", "partner_id", string="PINs", groups=SALES)
    call_pin_code = fields.Char(
        string="PIN Begins With",
        compute="_compute_call_pin_code",
        groups=SALES,
        help="Six of the ten digits. They name the account; the other four are the customer's secret.",
    )

    @api.depends("call_pin_ids.revoked_at")
    @api.depends_context("company")
    def _compute_call_pin_code(self):
        pins = self.env["call.pin"]
        domain = [*pins._valid(self.env.company), ("partner_id", "in", self.commercial_partner_id.ids)]
        codes = {pin.partner_id: pin.code for pin in pins.search(domain)}
        for partner in self:
            partner.call_pin_code = codes.get(partner.commercial_partner_id, False)

    def action_issue_call_pin(self):
        """Give the customer a PIN and show it this once."""
        self.ensure_one()
        pin, whole = self.env["call.pin"]._issue(self)
        return pin._show(whole)
