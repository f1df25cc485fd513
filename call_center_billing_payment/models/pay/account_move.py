"""Whether an invoice is being paid right now."""

from odoo import models

from .call_pay_begin import WAITING
from .call_pay_intent import UNDER_WAY

#: states of charges of saved cards for which the gateway has been asked
ASKED = ("sent", "pending", "unclear")


class AccountMove(models.Model):
    """What is under way keeps others from paying the same."""

    _inherit = "account.move"

    def _has_to_be_paid(self):
        """Override of `account_payment`: money that is taken and not booked yet is not asked for again."""
        unsettled = self.sudo().transaction_ids.filtered(lambda tx: tx._call_is_unsettled())
        return not unsettled and super()._has_to_be_paid()

    def _call_busy_lines(self):
        lines = self.env["call.pay.intent.line"].sudo()
        return lines.search([("invoice_id", "in", self.ids), ("busy", "=", True)]) if self else lines

    def _call_under_way(self, but=None):
        """Payments that are being made of these invoices.

        :param call.pay.intent but: not by this
        :return: {invoice: {"text": in words, "begun": the intent if it was only begun, else none}}
        """
        found = {}
        for move in self.sudo():
            tx = move.transaction_ids.filtered(lambda tx: tx._call_is_moving())[:1]
            if tx and tx.call_pay_intent_id != (but or tx.browse().call_pay_intent_id):
                found[move] = {"text": tx._call_moving_text(), "begun": None}
        for line in self._call_busy_lines().filtered(lambda line: line.intent_id != but):
            if line.intent_id._situation() == "begun" and line.invoice_id not in found:
                found[line.invoice_id] = {"text": line._begun_text(), "begun": line.intent_id}
        for charge in self.sudo().call_card_charge_ids.filtered(lambda charge: charge.state in ASKED):
            found.setdefault(charge.invoice_id, {"text": charge._under_way_text(), "begun": None})
        return found

    def _call_on_its_way(self, charge=None):
        """Override: what the customer has just begun to pay counts, too."""
        begun = self._call_busy_lines().filtered(lambda line: line.intent_id._situation() == "begun")
        return super()._call_on_its_way(charge) + sum(begun.mapped("amount"))


class CallCardCharge(models.Model):
    """Words for what is under way."""

    _inherit = "call.card.charge"

    def _under_way_text(self):
        return self.env._(
            "%(amount)s are being drawn from the card %(card)s. As soon as that is confirmed the invoice is marked as "
            "paid.",
            amount=self.currency_id.format(self.amount),
            card=self.token_id.display_name or "",
        )


class CallPayIntentLine(models.Model):
    """Words for what is under way."""

    _inherit = "call.pay.intent.line"

    def _begun_text(self):
        intent = self.intent_id
        tx = intent._transaction()
        return self.env._(
            "A payment of %(amount)s by %(method)s was begun and is not finished (reference %(reference)s). Finish it "
            "where you began, or give it up at Pay Invoices and begin anew.",
            amount=intent.currency_id.format(intent.amount),
            method=tx.payment_method_id.name or "",
            reference=tx.reference,
        )


class PaymentTransaction(models.Model):
    """How far a payment is."""

    _inherit = "payment.transaction"

    def _call_is_unsettled(self):
        """Whether money was taken that is not on the books yet."""
        return self.state == "done" and not (self.payment_id or self.is_post_processed)

    def _call_is_moving(self):
        """Whether the gateway is at work on it, or its money is not on the books yet."""
        at_work = self.state in UNDER_WAY and self.provider_code not in WAITING
        return self.operation != "refund" and (at_work or self._call_is_unsettled())

    def _call_moving_text(self):
        return self.env._(
            "A payment of %(amount)s by %(method)s is on its way (reference %(reference)s). As soon as it is "
            "confirmed the invoice is marked as paid.",
            amount=self.currency_id.format(self.amount),
            method=self.payment_method_id.name or "",
            reference=self.reference,
        )

    def _call_is_chosen(self, chosen):
        """Whether it is by the same provider and method; tokens are charged at once and never again."""
        flow = chosen["flow"]
        same = (self.provider_id.id, self.payment_method_id.id) == (chosen["provider_id"], chosen["payment_method_id"])
        return flow != "token" and self.operation == f"online_{flow}" and same
