"""Money that a gateway takes back, or gives back: a payment the other way, on the same journal.

What was booked stays as it was, so payouts of the gateway still add up to what is booked on its journal.
"""

from odoo import fields, models


class AccountPayment(models.Model):
    """Whatever the money had paid is open again."""

    _inherit = "account.payment"

    def _call_take_back(self, amount, text, **vals):
        """Undo a payment, or a part of it, by one the other way.

        :param float amount: positive, in the payment's currency
        :param str text: why
        :param vals: more values of the new payment
        :return: the new payment, and the journal items that this one had paid before
        """
        self.ensure_one()
        money = self._call_counterpart()
        paid = money.matched_debit_ids.debit_move_id | money.matched_credit_ids.credit_move_id
        back = self._call_opposite(amount, text, **vals)
        money.remove_move_reconcile()
        (money + back._call_counterpart()).reconcile()
        self._call_pay_with(money, paid)
        return back, paid

    def _call_opposite(self, amount, text, **vals):
        """Post a payment the other way; it is not used for anything yet."""
        payment = self.with_company(self.company_id).with_context(call_apply_later=True)
        back = payment.create(
            {
                "payment_type": "outbound" if self.payment_type == "inbound" else "inbound",
                "partner_type": self.partner_type,
                "partner_id": self.partner_id.id,
                "amount": amount,
                "currency_id": self.currency_id.id,
                "date": fields.Date.context_today(self),
                "company_id": self.company_id.id,
                "journal_id": self.journal_id.id,
                "payment_method_line_id": self.payment_method_line_id.id,
                "destination_account_id": self.destination_account_id.id,
                "memo": f"{text} - {self.memo or self.name}",
                **vals,
            }
        )
        back.action_post()
        return back.with_context(call_apply_later=False)

    def _call_counterpart(self):
        """The journal item by which the payment is the customer's money."""
        return self.move_id.line_ids.filtered(lambda line: line.account_id == self.destination_account_id)

    def _call_pay_with(self, money, bills):
        """Let money pay these first, and then what is open, as all money does."""
        for bill in bills.sorted("date_maturity"):
            left = money.filtered(lambda line: not line.reconciled)
            if left and not bill.reconciled:
                (left + bill).reconcile()
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        account._call_with_money()._call_apply_money()
