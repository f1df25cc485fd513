"""Refund transactions: however one came about, the books and our refund follow it."""

from odoo import models


class PaymentTransaction(models.Model):
    """Gateways tell of refunds in three ways: as the answer, by a notification, or of one made in their dashboard."""

    _inherit = "payment.transaction"

    def action_refund(self, amount_to_refund=None):
        """Override of `payment`: a refund is asked for, and approved by another person where the company wants that.

        Odoo's own dialogue calls this, and anybody who may read transactions may.
        """
        booked = self.filtered("payment_id")
        if not booked:
            return super().action_refund(amount_to_refund=amount_to_refund)
        self.ensure_one()
        action = self.payment_id.action_call_refund()
        if amount_to_refund:
            action["context"]["default_amount"] = amount_to_refund
        return action

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to follow refunds on their way, and those that fail after all."""
        processed = super()._update_state(allowed_states, target_state, state_message)
        for tx in processed.filtered(lambda tx: tx.operation == "refund"):
            refund = self.env["call.refund"].sudo()._of_transaction(tx)
            if target_state == "error" and self.env.context.get("call_doubt"):
                refund._doubt(state_message)
            elif target_state != "done":
                refund._follow()
        return processed

    def _call_refuse_amount(self, message):
        """Override: an answer about another amount says that something went back, not that nothing did."""
        refund = self.operation == "refund"
        tx = self.with_context(call_doubt=True) if refund else self
        return super(PaymentTransaction, tx)._call_refuse_amount(message)

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment`: what went back is set against the payment that it came from."""
        payment = super()._create_payment(**extra_create_values)
        origin = self.source_transaction_id.payment_id
        if self.operation == "refund" and origin:
            origin.with_company(origin.company_id)._call_refund_from(payment._call_counterpart(), payment.amount)
            self.env["call.refund"].sudo()._of_transaction(self)._follow()
        return payment
