"""Customers are told that their money has come in, once for each payment."""

from odoo import api, fields, models
from odoo.exceptions import UserError

CRON = "call_center_billing.call_payment_confirm_cron"
#: what is sent: our receipt, or Odoo's where that was removed
TEMPLATES = ("call_center_billing.call_payment_receipt_mail_template", "account.mail_template_data_payment_receipt")


class AccountPayment(models.Model):
    """Receipts by e-mail; a job sends them, so no payment waits for a printer."""

    _inherit = "account.payment"

    call_confirmation = fields.Selection(
        [("due", "To confirm"), ("sent", "Confirmed"), ("address", "No e-mail address"), ("failed", "Not sent")],
        string="Confirmation",
        readonly=True,
        copy=False,
        tracking=True,
    )
    _call_confirmation_due = models.Index("(id) WHERE call_confirmation = 'due'")

    def _call_ask_confirmation(self):
        """Have these payments of accounts confirmed, where the company wants it."""
        for company, payments in self.grouped("company_id").items():
            if not company._call_collects():
                continue
            told = payments.filtered(lambda payment: payment._call_wants_confirmation())
            accounts = told.partner_id.commercial_partner_id._call_accounts()
            due = payments.filtered(
                lambda payment, accounts=accounts: (
                    not payment.call_confirmation and payment.partner_id.commercial_partner_id in accounts
                )
            )
            due.call_confirmation = "due"
            if due:
                self.env.ref(CRON).sudo()._trigger()

    def _call_wants_confirmation(self):
        """Whether the customer is told of the payment."""
        self.ensure_one()
        return self.company_id.call_confirm_payments

    @api.model
    def _cron_call_confirm(self):
        """Send what is due, one after the other."""
        due = self.search([("call_confirmation", "=", "due")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for payment in due:
            # another worker may have it
            payment.try_lock_for_update().filtered(lambda each: each.call_confirmation == "due")._call_confirm()
            if not cron._commit_progress(1):
                break

    def _call_confirm(self):
        """Send the receipt; whatever keeps it from being sent is told on the payment."""
        for payment in self:
            if payment.state not in ("in_process", "paid"):
                payment.call_confirmation = False
            elif not (payment.partner_id.email or payment.partner_id.commercial_partner_id.email):
                payment.call_confirmation = "address"
            else:
                payment._call_send_receipt()

    def _call_send_receipt(self):
        try:
            with self.env.cr.savepoint():
                self._call_receipt_template().send_mail(self.id)
        except UserError as error:
            self.call_confirmation = "failed"
            self.message_post(body=str(error.args[0]))
        else:
            self.call_confirmation = "sent"

    @api.model
    def _call_receipt_template(self):
        """The e-mail that confirms a payment."""
        found = (self.env.ref(name, raise_if_not_found=False) for name in TEMPLATES)
        template = next((each for each in found if each), None)
        if template is None:
            raise UserError(self.env._("There is no e-mail template for receipts. Install the one of Invoicing again."))
        return template

    def action_call_confirm_again(self):
        """Send the confirmation again, as when an address was mended."""
        self.sudo()._call_confirm()
