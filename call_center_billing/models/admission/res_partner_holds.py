"""From an account to its calls in progress and those that were refused."""

from odoo import fields, models

from ..account.credit import SALES


class ResPartner(models.Model):
    """Smart buttons."""

    _inherit = "res.partner"

    call_hold_count = fields.Integer(string="In Progress", compute="_compute_call_hold_count", groups=SALES)
    call_denial_count = fields.Integer(string="Refused", compute="_compute_call_hold_count", groups=SALES)

    def _compute_call_hold_count(self):
        accounts = self.commercial_partner_id.ids
        live = [("partner_id", "in", accounts), ("state", "=", "open"), ("expires_at", ">", fields.Datetime.now())]
        holds = dict(self.env["call.hold"]._read_group(live, ["partner_id"], ["__count"]))
        refused = [("partner_id", "in", accounts)]
        denials = dict(self.env["call.denial"]._read_group(refused, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_hold_count = holds.get(partner.commercial_partner_id, 0)
            partner.call_denial_count = denials.get(partner.commercial_partner_id, 0)

    def action_view_call_holds(self):
        """The account's calls in progress, and those before."""
        return self._view_of_account("call_center_billing.call_hold_action")

    def action_view_call_denials(self):
        """The account's refused calls."""
        return self._view_of_account("call_center_billing.call_denial_action")

    def _view_of_account(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)]}
