"""Payments: the receipt is the notification."""

from odoo import models

from ...money import MICRO

#: what a receipt that was not sent means for the notification
STATES = {"sent": "sent", "address": "skipped", "failed": "failed"}


class AccountPayment(models.Model):
    """By e-mail the receipt tells it; by SMS or letter a text does."""

    _inherit = "account.payment"

    def _call_wants_confirmation(self):
        """Override: as the customer has chosen."""
        return self._call_payment_way()[1] == "queued"

    def _call_payment_way(self):
        """Event, state and channel by which the customer is told: a top-up where that is wanted, else a payment."""
        account = self.partner_id.commercial_partner_id.sudo()
        events = self.env["call.notice.event"].sudo().with_company(self.company_id)
        way = ("off", "")
        if account.call_policy == "prepaid":
            way = account._call_notice_way(events._of("top_up"), self.company_id)
        if way[0] == "queued":
            return ("top_up", *way)
        return ("payment", *account._call_notice_way(events._of("payment"), self.company_id))

    def _call_confirm(self):
        """Override: note what became of it; top-ups, and who wants SMS or letters, have texts of their own."""
        told = self.filtered(lambda payment: payment.state in ("in_process", "paid"))
        others = told.filtered(lambda payment: payment._call_payment_way()[::2] != ("payment", "email"))
        for payment in others:
            payment._call_tell_payment()
        result = super(AccountPayment, self - others)._call_confirm()
        for payment in self - others:
            if payment.call_confirmation in STATES:
                payment._call_note_payment()
        return result

    def _call_tell_payment(self):
        account, due = self.partner_id.commercial_partner_id, self._call_receipt_due()
        words = {"amount": round(self.amount * MICRO), "amount_currency": self.currency_id.name, "date": self.date}
        event = self._call_payment_way()[0]
        if event == "top_up":
            words["balance"] = account._call_balance(self.company_id).available
            del words["date"]  # that of a top-up is how long it is valid
        elif due > 0:
            words["due"] = round(due * MICRO)
        account._call_notify(event, self.id, self, words)
        self.call_confirmation = "sent"

    def _call_note_payment(self):
        account = self.partner_id.commercial_partner_id
        vals = {"state": STATES[self.call_confirmation], "recipients": self.partner_id.email or account.email}
        if self.call_confirmation == "address":
            vals["error"] = self.env._("The customer has no e-mail address.")
        elif self.call_confirmation == "failed":
            vals["error"] = self.env._("The receipt could not be written; the payment tells why.")
        account._call_note("payment", self.id, self, vals)
