"""Who has topped up gets a receipt that says so."""

from odoo import models

TEMPLATE = "call_center_billing_payment.call_top_up_receipt_mail_template"


class AccountPayment(models.Model):
    """The receipt of a top-up is its notification by e-mail; SMS and letters have the text of the event."""

    _inherit = "account.payment"

    def _call_payment_way(self):
        """Override: a top-up is told as one, whatever the account's policy, where the event is on."""
        if self.call_top_up:
            account = self.partner_id.commercial_partner_id.sudo()
            event = self.env["call.notice.event"].sudo().with_company(self.company_id)._of("top_up")
            state, channel = account._call_notice_way(event, self.company_id)
            if state == "queued":
                return ("top_up", state, channel)
        return super()._call_payment_way()

    def _call_tell_payment(self):
        """Override: by e-mail the receipt tells it."""
        if not (self.call_top_up and self._call_payment_way()[::2] == ("top_up", "email")):
            return super()._call_tell_payment()
        account = self.partner_id.commercial_partner_id
        address = self.partner_id.email or account.email
        if not address:
            self.call_confirmation = "address"
            note = {"state": "skipped", "error": self.env._("The customer has no e-mail address.")}
        else:
            self._call_send_receipt()
            failed = self.env._("The receipt could not be written; the payment tells why.")
            note = {"state": "sent"} if self.call_confirmation == "sent" else {"state": "failed", "error": failed}
        return account._call_note("top_up", self.id, self, note | {"recipients": address})

    def _call_receipt_template(self):
        """Override: of a top-up the e-mail that says what there is to call for."""
        own = len(self) == 1 and self.call_top_up and self.env.ref(TEMPLATE, raise_if_not_found=False)
        return own or super()._call_receipt_template()
