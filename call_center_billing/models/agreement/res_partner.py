"""A customer's agreements."""

from odoo import fields, models


class ResPartner(models.Model):
    """The account has them."""

    _inherit = "res.partner"

    call_agreement_ids = fields.One2many("call.agreement", "partner_id", string="Service Agreements")
    call_agreement_count = fields.Integer(string="Agreements", compute="_compute_call_agreement_count")

    def _compute_call_agreement_count(self):
        counts = dict(
            self.env["call.agreement"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids), ("company_id", "in", self.env.companies.ids)],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.call_agreement_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_call_agreements(self):
        """The account's agreements."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_agreement_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}
