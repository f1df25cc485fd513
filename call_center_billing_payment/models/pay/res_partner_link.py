"""Links by which an account is paid without a login."""

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.call_center_billing.models.account.credit import CLERK

SCOPE = "call_pay_link"
#: what tokens are made of; decoding would pass over anything else
TOKEN = re.compile(r"[A-Za-z0-9_-]+")


class ResPartner(models.Model):
    """Signed, for one account, until a day; all of them are withdrawn by one number that goes up."""

    _inherit = "res.partner"

    call_pay_link_round = fields.Integer(
        string="Payment Links Withdrawn", readonly=True, copy=False, groups="base.group_system"
    )

    def _call_pay_token(self):
        """Who, for which company, and in which round of links; signed."""
        self.ensure_one()
        company = self.env.company.sudo()
        words = [self.id, company.id, self.sudo().call_pay_link_round]
        env = self.env(su=True)
        return hash_sign(env, SCOPE, words, expiration=timedelta(days=company.call_pay_link_days))

    def _call_pay_url(self):
        """Where this contact pays what its account owes, without a login."""
        return f"{self.get_base_url()}/pay/{self._call_pay_token()}"

    @api.model
    def _call_of_pay_token(self, token):
        """Whose link it is.

        :param str token: as it stands in an address; anything
        :return: the contact with all rights, the link's company at work; none if it does not hold
        :rtype: res.partner
        """
        nobody = self.sudo().browse()
        if not TOKEN.fullmatch(token):
            return nobody
        try:
            words = verify_hash_signed(self.env(su=True), SCOPE, token)
        except (ValueError, IndexError):
            return nobody
        if not words:
            return nobody
        partner_id, company_id, link_round = words
        partner = nobody.browse(partner_id).exists()
        company = self.env["res.company"].sudo().browse(company_id).exists()
        holds = partner.active and company and partner.call_pay_link_round == link_round
        return partner.with_company(company) if holds else nobody

    def action_call_pay_link(self):
        """A dialogue with the link, to copy or withdraw."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payment Link"),
            "res_model": "call.pay.link",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }


class CallPayLink(models.TransientModel):
    """For clerks."""

    _name = "call.pay.link"
    _description = "Payment Link"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    url = fields.Char(string="Link", compute="_compute_url")
    until = fields.Date(string="Holds Until", compute="_compute_url")

    @api.depends("partner_id")
    def _compute_url(self):
        days = self.env.company.sudo().call_pay_link_days
        for link in self:
            link.url = link.partner_id and link.partner_id._call_pay_url()
            link.until = fields.Date.add(fields.Date.context_today(self), days=days)

    def action_withdraw(self):
        """No link that was given out before holds any more."""
        self.check_access("write")
        partner = self.partner_id
        partner.check_access("read")
        if self.env.user.has_group(CLERK):
            partner.sudo().call_pay_link_round += 1
            partner.sudo().message_post(body=self.env._("All links to pay without a login were withdrawn."))
        return partner.action_call_pay_link()
