"""Switching on and off: who agreed is written down each time."""

import math

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: top-ups a day that nobody chooses more than
MOST_A_DAY = 20
AUTO, COLLECT = "auto_top_up", "collection"


class ResPartner(models.Model):
    """The only way to change what cards are charged for."""

    _inherit = "res.partner"

    def _call_agree_auto(self, by, token, threshold, amount, day_cap, day_count, note=""):
        """The customer agrees to auto top-up in the company at work.

        :param str by: customer or clerk; :param payment.token token: one of `_call_own_cards`
        :param float threshold: in the company's currency, as the other sums; :param int day_count: top-ups a day
        :raise UserError: what is wrong, in words for the customer
        """
        self.ensure_one()
        account = self.sudo().commercial_partner_id.with_company(self.env.company)
        currency = self.env.company.currency_id
        account._call_check_card(token)
        account._call_check_auto(threshold, amount, day_cap, day_count)
        account.write(
            {
                "call_auto_top_up": True,
                "call_auto_token_id": token.id,
                "call_auto_threshold": currency.round(threshold),
                "call_auto_amount": currency.round(amount),
                "call_auto_day_cap": currency.round(day_cap),
                "call_auto_day_count": day_count,
                "call_auto_declined": 0,
            }
        )
        terms = self.env._(
            "%(amount)s with less than %(threshold)s, at most %(cap)s and %(count)s times a day",
            amount=currency.format(amount),
            threshold=currency.format(threshold),
            cap=currency.format(day_cap),
            count=day_count,
        )
        account._call_note_consent(AUTO, True, by, token, note, terms)
        account._call_auto_soon(self.env.company)

    def _call_agree_collect(self, by, token, note=""):
        """The customer agrees that invoices are drawn from a card on their due date, in the company at work.

        :raise UserError: what is wrong, in words for the customer
        """
        self.ensure_one()
        account = self.sudo().commercial_partner_id.with_company(self.env.company)
        account._call_check_card(token)
        account.write({"call_collect_invoices": True, "call_collect_token_id": token.id})
        account._call_note_consent(COLLECT, True, by, token, note)

    def _call_end_auto(self, by, note=""):
        """Auto top-up is switched off. A charge that is under way is not stopped by it."""
        for account in self.sudo().commercial_partner_id.filtered("call_auto_top_up"):
            token = account.call_auto_token_id
            account = account.with_company(token.company_id or self.env.company)
            account.call_auto_top_up = False
            account._call_note_consent(AUTO, False, by, token, note)
            waiting = account._call_charges(AUTO) & Domain("state", "=", "waiting")
            reason = self.env._("Auto top-up was switched off.")
            self.env["call.card.charge"].sudo().search(waiting)._cancel(reason, withdrawn=True)

    def _call_end_collect(self, by, note=""):
        """Invoices are no longer drawn; what was announced is not drawn either, and reminders go on."""
        for account in self.sudo().commercial_partner_id.filtered("call_collect_invoices"):
            token = account.call_collect_token_id
            account = account.with_company(token.company_id or self.env.company)
            account.call_collect_invoices = False
            account._call_note_consent(COLLECT, False, by, token, note)
            planned = account._call_charges(COLLECT) & Domain("state", "in", ("planned", "waiting"))
            reason = self.env._("The consent was taken back.")
            self.env["call.card.charge"].sudo().search(planned)._cancel(reason, withdrawn=True)

    def _call_charges(self, purpose):
        """Domain of the account's charges for a purpose in the company at work."""
        self.ensure_one()
        own = [("partner_id", "=", self.id), ("company_id", "=", self.env.company.id), ("purpose", "=", purpose)]
        return Domain(own)

    def _call_note_consent(self, purpose, given, by, token, note, terms=""):
        self.env["call.card.consent"].sudo().create(
            {
                "partner_id": self.id,
                "company_id": self.env.company.id,
                "purpose": purpose,
                "given": given,
                "by": by,
                "user_id": self.env.uid,
                "token_id": token.id,
                "terms": terms,
                "text": self.env.company._call_consent_text(purpose) if given else "",
                "note": note,
            }
        )
        names = {AUTO: self.env._("Auto top-up"), COLLECT: self.env._("Invoices by card")}
        state = self.env._("on") if given else self.env._("off")
        parts = [f"{names[purpose]}: {state}.", f"{terms}." if terms else "", note or ""]
        self.message_post(body=" ".join(filter(None, parts)))

    def _call_check_card(self, token):
        """
        :raise UserError: not a card of this account that can be charged
        """
        if not token or token not in self._call_own_cards():
            raise UserError(self.env._("Choose one of your saved cards, or save one first."))

    def _call_check_auto(self, threshold, amount, day_cap, day_count):
        """
        :raise UserError: a sum or number that makes no sense, or that the company's rules of top-ups do not allow
        """
        currency = self.env.company.currency_id
        if not all(math.isfinite(each) and 0 <= each < 1e9 for each in (threshold, amount, day_cap)):
            raise UserError(self.env._("Sums are numbers from 0 up."))
        if currency.compare_amounts(threshold, 0) <= 0:
            raise UserError(self.env._("Top up when less than something is left: choose a sum above 0."))
        problem = self._call_top_up_problem(currency.round(amount), currency)
        if problem and not self._call_topped_up_today():  # what was topped up today says nothing against tomorrow
            raise UserError(problem)
        if currency.compare_amounts(day_cap, amount) < 0:
            raise UserError(self.env._("The highest sum a day must be no less than one top-up."))
        if not 1 <= day_count <= MOST_A_DAY:
            raise UserError(self.env._("Choose from 1 to %(most)s top-ups a day.", most=MOST_A_DAY))

    def _call_card_is_gone(self, tokens):
        """These cards were deleted: nothing goes on with them, and who counted on them is told."""
        accounts = self.env["res.partner"].sudo()
        note = self.env._("The card was deleted.")
        for account in accounts.search([("call_auto_token_id", "in", tokens.ids), ("call_auto_top_up", "=", True)]):
            account._call_auto_off(note, self.env._("The card was deleted"))
        accounts.search([("call_collect_token_id", "in", tokens.ids)])._call_end_collect("rule", note)

    def _call_auto_declined_off(self, charge):
        """The card was declined too often in a row."""
        account = self.sudo()
        account._call_auto_off(
            self.env._("The card was declined %(count)s times in a row.", count=account.call_auto_declined),
            self.env._("Auto top-up is off: card declined"),
            charge,
        )

    def _call_auto_off(self, note, summary, charge=None):
        """Auto top-up ends by itself: the customer is told, and a clerk has it to do."""
        token = self.call_auto_token_id
        account = self.with_company(token.company_id or self.env.company)
        key = charge.id if charge else f"{token.id}-{fields.Date.context_today(self)}"
        words = {"card": token.display_name or "", "declined": bool(charge), "reason": charge.reason if charge else ""}
        account._call_end_auto("rule", note)
        account._call_notify("auto_top_up_off", key, charge, words)
        account._call_tell_payments_clerk(account.env.company, summary, note)
