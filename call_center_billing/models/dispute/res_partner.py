"""A customer's disputes."""

from odoo import fields, models

from ..account.credit import SALES
from .call_dispute import OPEN


class ResPartner(models.Model):
    """On the account's page."""

    _inherit = "res.partner"

    call_dispute_count = fields.Integer(string="Open Disputes", compute="_compute_call_dispute_count", groups=SALES)

    def _compute_call_dispute_count(self):
        counts = dict(
            self.env["call.dispute"]._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids), ("state", "in", OPEN)],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.call_dispute_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_disputes(self):
        """The customer's disputes, the open ones first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_dispute_action")
        domain = [("partner_id", "=", self.commercial_partner_id.id)]
        return action | {"domain": domain, "context": {"search_default_open": 1}}
