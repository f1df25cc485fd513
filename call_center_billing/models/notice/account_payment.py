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
        return self._call_payment_way()[0] == "queued"

    def _call_payment_way(self):
        event = self.env["call.notice.event"].sudo().with_company(self.company_id)._of("payment")
        return self.partner_id.commercial_partner_id.sudo()._call_notice_way(event, self.company_id)

    def _call_confirm(self):
        """Override: note what became of it; who wants SMS or letters gets those."""
        others = self.filtered(
            lambda payment: payment.state in ("in_process", "paid") and payment._call_payment_way()[1] != "email"
        )
        for payment in others:
            payment._call_tell_payment()
        result = super(AccountPayment, self - others)._call_confirm()
        for payment in self - others:
            if payment.call_confirmation in STATES:
                payment._call_note_payment()
        return result

    def _call_tell_payment(self):
        due = self._call_receipt_due()
        words = {"amount": round(self.amount * MICRO), "currency": self.currency_id.name, "date": self.date}
        if due > 0:
            words["due"] = round(due * MICRO)
        self.partner_id.commercial_partner_id._call_notify("payment", self.id, self, words)
        self.call_confirmation = "sent"

    def _call_note_payment(self):
        account = self.partner_id.commercial_partner_id
        vals = {"state": STATES[self.call_confirmation], "recipients": self.partner_id.email or account.email}
        if self.call_confirmation == "address":
            vals["error"] = self.env._("The customer has no e-mail address.")
        elif self.call_confirmation == "failed":
            vals["error"] = self.env._("The receipt could not be written; the payment tells why.")
        account._call_note("payment", self.id, self, vals)
