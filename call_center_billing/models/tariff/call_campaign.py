"""Campaigns: work for a client that is priced and shown by itself."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallCampaign(models.Model):
    """A client's campaign, queue or line of business, known by the account code that the switch writes."""

    _name = "call.campaign"
    _description = "Campaign"
    _inherit = ["mail.thread"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    partner_id = fields.Many2one("res.partner", string="Client", required=True, index=True, ondelete="restrict")
    code = fields.Char(
        string="Account Code",
        required=True,
        tracking=True,
        help="Calls of the client with this account code in the switch's records belong to the campaign.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        check_company=True,
        tracking=True,
        ondelete="restrict",
        help="Prices the campaign's calls, before the client's price list. Empty: as the client's other calls.",
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(company_id, partner_id, code) WHERE active", "The client has another campaign with this account code."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        """Calls keep a bare id of their campaign."""
        if self.env["call.record"].sudo().search_count([("campaign_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A campaign with calls cannot be deleted; archive it instead."))

    def action_view_calls(self):
        """The campaign's calls."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("campaign_id", "=", self.id)], "context": {}}
