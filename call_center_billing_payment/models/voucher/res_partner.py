"""Vouchers of an account."""

from odoo import api, fields, models

from odoo.addons.call_center_billing.models.account.credit import CLERK

from . import keys
from .call_voucher_use import COUNTED, Redeemed
from .code import plain


class ResPartner(models.Model):
    """Customers redeem vouchers, and clerks for them."""

    _inherit = "res.partner"

    call_voucher_count = fields.Integer(string="Vouchers Used", compute="_compute_call_voucher_count", groups=CLERK)

    def _compute_call_voucher_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.voucher"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_voucher_count = counts.get(partner.commercial_partner_id, 0)

    @api.private
    def _call_redeem(self, code, via="portal", address=None):
        """Put the value of a voucher on the account, in the company at work.

        Nothing is raised for a code that is wrong: wrong ones are counted in this transaction, which the caller must
        commit.

        :param str code: as it was entered
        :param str via: portal, clerk or telephone
        :param str address: from which it was entered; None where that says nothing, as of a switch or a clerk
        :rtype: Redeemed
        """
        digits = plain(code)
        if digits is None:
            return Redeemed("mistyped", self.env["call.voucher"])
        return self._call_redeem_digests(keys.digests(digits), via, address)

    @api.private
    def _call_redeem_digests(self, digests, via, address=None):
        """As `_call_redeem`, of a code of which only the digests are known."""
        self.ensure_one()
        company = self.env.company
        account = self.sudo().with_company(company).commercial_partner_id
        vouchers, guesses = account.env["call.voucher"], account.env["call.voucher.guess"]
        if until := guesses._begin_try(company, account, address):
            return Redeemed("locked", vouchers, until)
        voucher = vouchers._locked_by_digests(company, digests)
        outcome = voucher._outcome_for(account)
        if outcome in COUNTED:
            return Redeemed(outcome, vouchers, guesses._count(company, account, address))
        if outcome == "ok" and not voucher._use(account, via):
            outcome = "failed"
        return Redeemed(outcome, voucher)

    def _call_redeemed_text(self, redeemed):
        """What became of a code, in words for whoever entered it.

        :param Redeemed redeemed: what `_call_redeem` gave
        """
        voucher = redeemed.voucher
        if redeemed.outcome == "ok":
            return self.env._("%(value)s added to the account.", value=voucher.currency_id.format(voucher.value))
        if redeemed.outcome == "again":
            return self.env._(
                "This voucher was used for this account on %(day)s: %(value)s were added then. Nothing is added now.",
                day=voucher._used_on(),
                value=voucher.currency_id.format(voucher.value),
            )
        return self._call_refusal_texts()[redeemed.outcome]

    def _call_refusal_texts(self):
        return {
            "mistyped": self.env._(
                "This is not the code of a voucher: a digit is missing, wrong, or has changed places with the next. "
                "Look at the card again. It has 16 digits."
            ),
            "unknown": self.env._(
                "There is no voucher with this code, or it was not sold yet. Look at the card again, or ask where you "
                "bought it."
            ),
            "used": self.env._("This voucher was used already. Ask where you bought it."),
            "expired": self.env._("This voucher has expired."),
            "void": self.env._("This voucher was made void. Ask where you bought it."),
            "currency": self.env._("This voucher is of another currency than the account, which cannot use it."),
            "locked": self.env._("Too many wrong codes were entered. Try again later."),
            "failed": self.env._(
                "The voucher is right, but could not be booked now. It stays as it is, and we have been told. Try "
                "again later."
            ),
        }

    def action_call_redeem(self):
        """The dialogue in which a clerk enters a code for the customer."""
        self.ensure_one()
        self.env["call.voucher.batch"]._check_clerk()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Redeem a Voucher"),
            "res_model": "call.voucher.redeem",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }

    def action_view_call_vouchers(self):
        """The vouchers that the account has used."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_voucher_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {"create": False}}
