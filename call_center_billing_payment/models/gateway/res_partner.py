"""Accounts, as far as gateways are concerned."""

from odoo import api, fields, models

from odoo.addons.call_center_billing.models.account.credit import CLERK, SALES

ACTIVITY = "mail.mail_activity_data_warning"


class ResPartner(models.Model):
    """Money that was taken back, and who is told."""

    _inherit = "res.partner"

    call_chargeback_ids = fields.One2many("call.chargeback", "partner_id", string="Chargebacks", groups=SALES)
    call_chargeback_count = fields.Integer(
        string="Chargeback Count", compute="_compute_call_chargeback_count", groups=SALES
    )
    call_chargeback_flag = fields.Boolean(
        string="Took Money Back",
        readonly=True,
        copy=False,
        tracking=True,
        groups=SALES,
        help="The customer had a card payment charged back, and nobody has released the account since.",
    )

    @api.depends("call_chargeback_ids")
    def _compute_call_chargeback_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.chargeback"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_chargeback_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_chargebacks(self):
        """The account's chargebacks, also those that are over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_chargeback_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def _call_payments_clerk(self, company):
        """Who looks after payments: as the company says, else the salesperson, else a manager."""
        salesperson = self.user_id.filtered(lambda user: user.active and user.has_group(CLERK))
        return company.call_payment_user_id or salesperson or self.env["call.balance"].sudo()._audit_watcher()

    def _call_tell_payments_clerk(self, company, summary, note, deadline=None):
        """An activity on the account; the same one is not made twice."""
        self.ensure_one()
        account = self.sudo().with_company(company)
        if summary in account.activity_ids.mapped("summary"):
            return
        account.activity_schedule(
            ACTIVITY,
            date_deadline=deadline or fields.Date.context_today(self),
            summary=summary,
            note=note,
            user_id=account._call_payments_clerk(company).id,
        )
