"""What a customer thinks, on its page."""

from odoo import fields, models

from odoo.addons.call_center_billing.models.account.credit import SALES


class ResPartner(models.Model):
    """The account's feedback."""

    _inherit = "res.partner"

    call_feedback_count = fields.Integer(string="Feedback", compute="_compute_call_feedback_count", groups=SALES)

    def _compute_call_feedback_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.feedback"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_feedback_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_call_feedback(self):
        """The customer's feedback, the newest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_portal.call_feedback_action")
        domain = [("partner_id", "=", self.commercial_partner_id.id)]
        return action | {"domain": domain, "context": {}}
