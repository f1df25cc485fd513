"""Top-ups on the account's page."""

from odoo import fields, models

from odoo.addons.call_center_billing.models.account.credit import CLERK

INVOICING = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    """How many there are, the way to them, and to the next one."""

    _inherit = "res.partner"

    call_top_up_count = fields.Integer(string="Top-ups", compute="_compute_call_top_up_count", groups=INVOICING)
    call_may_top_up = fields.Boolean(compute="_compute_call_may_top_up", groups=CLERK)

    def _compute_call_top_up_count(self):
        for partner in self:
            domain = [("partner_id", "child_of", partner.commercial_partner_id.ids), ("call_top_up", "=", True)]
            partner.call_top_up_count = self.env["account.payment"].search_count(domain) if partner.ids else 0

    def _compute_call_may_top_up(self):
        for partner in self:
            partner.call_may_top_up = bool(partner.ids) and partner._call_may_top_up()

    def action_view_call_top_ups(self):
        """The account's top-ups."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_top_up_action")
        domain = [("partner_id", "child_of", self.commercial_partner_id.id), ("call_top_up", "=", True)]
        return action | {"domain": domain, "context": {"create": False}}
