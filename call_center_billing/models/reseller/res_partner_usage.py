"""What sub-accounts use: counts, and the way to their calls."""

from odoo import fields, models

from ..account.credit import SALES


class ResPartner(models.Model):
    """A sub-account's calls are its own to look at, whoever pays."""

    _inherit = "res.partner"

    call_sub_account_count = fields.Integer(
        string="Number of Sub-Accounts", compute="_compute_call_sub_account_count", groups=SALES
    )

    def _compute_call_count(self):
        """Override: a sub-account's calls are its own to count, too."""
        result = super()._compute_call_count()
        subs = self.filtered(lambda partner: partner.sudo().commercial_partner_id.call_payer_id)
        if subs:
            domain = [("sub_account_id", "in", subs.commercial_partner_id.ids)]
            counts = dict(self.env["call.record"]._read_group(domain, ["sub_account_id"], ["__count"]))
            for partner in subs:
                partner.call_count += counts.get(partner.commercial_partner_id, 0)
        return result

    def _compute_call_sub_account_count(self):
        found = self.env["res.partner"].sudo()
        accounts = self.commercial_partner_id.ids
        counts = dict(found._read_group([("call_payer_id", "in", accounts)], ["call_payer_id"], ["__count"]))
        for partner in self:
            partner.call_sub_account_count = counts.get(partner.sudo().commercial_partner_id, 0)

    def action_view_call_sub_accounts(self):
        """The accounts that this one pays for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_account_action")
        account = self.commercial_partner_id
        return action | {
            "name": self.env._("Sub-Accounts"),
            "domain": [("call_payer_id", "=", account.id)],
            "context": {"default_call_payer_id": account.id},
        }

    def action_view_call_sub_usage(self):
        """What each sub-account used, by month: prices without tax."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_sub_usage_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)]}

    def action_view_calls(self):
        """Override: those of a sub-account, too, that its payer is charged for."""
        action = super().action_view_calls()
        if not self.sudo().commercial_partner_id.call_payer_id:
            return action
        account = self.commercial_partner_id.id
        return action | {"domain": ["|", ("partner_id", "=", account), ("sub_account_id", "=", account)]}
