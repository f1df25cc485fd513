"""Money comes in, and is used."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AccountPayment(models.Model):
    """Cheques have numbers; what is booked pays what is open."""

    _inherit = "account.payment"

    call_cheque_number = fields.Char(
        string="Cheque Number", tracking=True, copy=False, help="By it the bank's statement is matched."
    )

    @api.constrains("payment_method_line_id", "call_cheque_number")
    def _check_call_cheque_number(self):
        for payment in self:
            if payment.payment_method_line_id.code == "call_cheque" and not payment.call_cheque_number:
                raise ValidationError(self.env._("Write down the number of the cheque: the bank's statement has it."))

    def action_post(self):
        """Override: the account's oldest open invoices are paid, unless the caller has chosen which."""
        result = super().action_post()
        money = self._call_money()
        money._call_ask_confirmation()
        if not self.env.context.get("call_apply_later"):
            money._call_use()
        return result

    def _call_money(self):
        """Those of these that customers paid, for the books to act on."""
        return self.sudo().filtered(
            lambda payment: payment.partner_type == "customer" and payment.payment_type == "inbound"
        )

    def _call_use(self):
        """What is left of these payments pays what is open."""
        for company, payments in self.sudo().grouped("company_id").items():
            payments.partner_id.commercial_partner_id.with_company(company)._call_apply_money()


class AccountPaymentRegister(models.TransientModel):
    """The dialogue in which invoices are chosen."""

    _inherit = "account.payment.register"

    call_payment_code = fields.Char(related="payment_method_line_id.code", string="Code of the Method")
    call_cheque_number = fields.Char(string="Cheque Number")

    def _create_payment_vals_from_wizard(self, batch_result):
        """Override of `account` to keep the cheque's number."""
        vals = super()._create_payment_vals_from_wizard(batch_result)
        return vals | {"call_cheque_number": self.call_cheque_number}

    def _create_payment_vals_from_batch(self, batch_result):
        """Override of `account` to keep the cheque's number."""
        vals = super()._create_payment_vals_from_batch(batch_result)
        return vals | {"call_cheque_number": self.call_cheque_number}

    def _create_payments(self):
        """Override of `account`: the chosen invoices first, then what is open."""
        payments = super(AccountPaymentRegister, self.with_context(call_apply_later=True))._create_payments()
        payments = payments.with_context(call_apply_later=False)
        payments._call_money()._call_use()
        return payments


class PaymentTransaction(models.Model):
    """Payments by gateways: the invoices that were paid, then what is open."""

    _inherit = "payment.transaction"

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment`."""
        payment = super(PaymentTransaction, self.with_context(call_apply_later=True))._create_payment(
            **extra_create_values
        )
        payment = payment.with_context(call_apply_later=False)
        payment._call_money()._call_use()
        return payment
