"""A campaign's own rules of billing: what is charged beside its calls, and how much it may come to."""

from odoo import api, fields, models


class CallCampaign(models.Model):
    """Rules, entered work and charges of a campaign."""

    _name = "call.campaign"
    _inherit = ["call.campaign", "mail.activity.mixin"]

    rule_ids = fields.One2many("call.campaign.rule", "campaign_id", string="Charges Beside Calls")
    activity_work_ids = fields.One2many("call.campaign.activity", "campaign_id", string="Work Entered")
    charge_ids = fields.One2many("call.charge", "campaign_id", string="Charges Made")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    @api.depends("pricelist_id.currency_id", "partner_id", "company_id")
    def _compute_currency_id(self):
        """That of the price list that holds: what rules charge goes on the statement of the calls."""
        for campaign in self:
            client = campaign.partner_id.commercial_partner_id.with_company(campaign.company_id)
            pricelist = campaign.pricelist_id or client.property_product_pricelist
            campaign.currency_id = pricelist.currency_id or campaign.company_id.currency_id

    def action_view_work(self):
        """What was entered for the campaign."""
        return self._of_campaign("call_center_billing.call_campaign_activity_action")

    def action_view_usage(self):
        """What was done for the campaign, and what it brought."""
        return self._of_campaign("call_center_billing.call_campaign_usage_action")

    def action_view_charges(self):
        """What was charged for the campaign beside its calls."""
        action = self.charge_ids._get_records_action(name=self.env._("Charges"))
        return action | {"views": [(False, "list"), (False, "form")], "domain": [("campaign_id", "=", self.id)]}

    def _of_campaign(self, action):
        self.ensure_one()
        found = self.env["ir.actions.act_window"]._for_xml_id(action)
        return found | {"domain": [("campaign_id", "=", self.id)], "context": {"default_campaign_id": self.id}}
