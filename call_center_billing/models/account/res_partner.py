"""The account: a customer whose calls are billed."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_partner import _tzs


class ResPartner(models.Model):
    """What a clerk sees of calls on a customer. The commercial partner carries the account."""

    _inherit = "res.partner"

    call_number_ids = fields.One2many("call.number", "partner_id", string="A-Numbers")
    call_campaign_ids = fields.One2many("call.campaign", "partner_id", string="Campaigns")
    call_statement_ids = fields.One2many("call.statement", "partner_id", string="Statements")
    call_timezone = fields.Selection(
        lambda self: _tzs,
        string="Billing Time Zone",
        help="The clock by which the customer's months begin. Empty: the company's. Odoo's own time zone of a contact "
        "will not do, for it becomes that of whatever browser the contact logs in with.",
    )
    call_hold = fields.Boolean(
        string="Keep All Calls",
        tracking=True,
        groups="call_center_billing.call_center_billing_group_manager",
        help="A dispute or a case at law: retention passes over this customer's calls.",
    )
    call_count = fields.Integer(
        string="Calls", compute="_compute_call_count", groups="call_center_billing.call_center_billing_group_sales"
    )

    def _compute_call_count(self):
        counts = dict(
            self.env["call.record"]._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.call_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_calls(self):
        """The account's calls."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def action_view_call_statements(self):
        """The account's statements."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_statement_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def _call_timezone(self, company):
        """IANA name of the zone in which the account's billing periods begin and end."""
        # portal users may not read the company's contact
        return self.call_timezone or company.sudo().partner_id.tz or "UTC"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        """Calls keep a bare id of their account."""
        if self.env["call.record"].sudo().search_count([("partner_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A customer with calls cannot be deleted; archive it instead."))
