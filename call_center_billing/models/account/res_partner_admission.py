"""On the account's page: calls in progress, and calls that were refused."""

from odoo import fields, models
from odoo.fields import Domain

from .credit import SALES


class ResPartner(models.Model):
    """What the switch asked about the account, and what it was told."""

    _inherit = "res.partner"

    call_live_count = fields.Integer(
        string="Calls Now", compute="_compute_call_live_count", groups=SALES, help="Admitted and not ended yet."
    )
    call_denial_count = fields.Integer(string="Refused Calls", compute="_compute_call_denial_count", groups=SALES)

    def _compute_call_live_count(self):
        counts = self._call_asked("call.hold", [("state", "=", "open"), ("expires_at", ">", fields.Datetime.now())])
        for partner in self:
            partner.call_live_count = counts.get(partner.commercial_partner_id, 0)

    def _compute_call_denial_count(self):
        counts = self._call_asked("call.denial", [])
        for partner in self:
            partner.call_denial_count = counts.get(partner.commercial_partner_id, 0)

    def _call_asked(self, model, domain):
        """{account: how many records of `model`}; these name the account itself, never a contact."""
        mine = ("partner_id", "in", self.commercial_partner_id.ids)
        return dict(self.env[model]._read_group([*domain, mine], ["partner_id"], ["__count"]))

    def action_view_call_holds(self):
        """Calls of the account that were admitted, the latest first."""
        return self._call_action(
            "call_center_billing.call_hold_action", "partner_id", Domain.TRUE, search_default_open=1
        )

    def action_view_call_denials(self):
        """Calls of the account that were refused, and why."""
        return self._call_action("call_center_billing.call_denial_action", "partner_id", Domain.TRUE)
