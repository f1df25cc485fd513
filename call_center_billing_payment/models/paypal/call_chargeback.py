"""The same money is booked once, though PayPal tells of it as a dispute, as a reversal and as a refund."""

from odoo import api, fields, models


class CallChargeback(models.Model):
    """A dispute at PayPal, and the movement of money that it ended with."""

    _inherit = "call.chargeback"

    paypal_movement = fields.Char(
        string="PayPal Movement", readonly=True, copy=False, help="PayPal's refund or reversal that took the money."
    )

    @api.model
    def _paypal_took(self, transaction, amount, ref):
        """The chargeback by which a refund or reversal that PayPal tells of is booked already.

        :param float amount: of the movement, in the transaction's currency
        :param str ref: PayPal's id of the movement
        :return: the chargeback, which keeps `ref` from now on; none if the movement is news
        """
        chargebacks = self.sudo().search([("transaction_id", "=", transaction.id)])
        known = chargebacks.filtered(lambda chargeback: chargeback.paypal_movement == ref)
        if known:
            return known[:1]
        currency = transaction.currency_id
        waiting = chargebacks.filtered(
            lambda chargeback: (
                not chargeback.paypal_movement and currency.compare_amounts(chargeback._paypal_booked(), amount) == 0
            )
        )[:1]
        waiting.paypal_movement = ref
        return waiting

    def _paypal_booked(self):
        """What this chargeback has taken from the customer's account, all in all."""
        part = self.transaction_id._call_find_refund(self.gateway_ref)
        if part:
            return -part.amount
        return self.amount if self.withdrawal_id and not self.return_id else 0

    @api.model
    def _paypal_adopt(self, transaction, ref):
        """Let a dispute take over what a reversal has begun, which came before we heard of the dispute."""
        chargebacks = self.sudo().search([("transaction_id", "=", transaction.id)])
        if ref in chargebacks.mapped("gateway_ref"):
            return
        reversal = chargebacks.filtered(lambda chargeback: chargeback.gateway_ref == chargeback.paypal_movement)[:1]
        if reversal:
            reversal.gateway_ref = ref

    @api.model
    def _paypal_undecided(self, transaction):
        """The dispute about a payment that has not ended, as far as we have heard."""
        domain = [("transaction_id", "=", transaction.id), ("state", "in", ("inquiry", "open"))]
        return self.sudo().search([*domain, ("paypal_movement", "=", False)], limit=1)

    def _paypal_lose(self, refunded, since):
        """The customer gets `refunded`, all or a part; unless a refund has given it back meanwhile.

        :param float refunded: in the currency of the payment
        :param datetime since: when the dispute began, in UTC; None if nobody knows
        """
        if self.state not in ("inquiry", "open"):
            return
        whole = self.currency_id.compare_amounts(refunded, self.amount) >= 0
        given = self._paypal_given(min(refunded, self.amount), since or self.create_date)
        if whole and not given:
            self._lose()
            return
        if self.withdrawal_id and not self.return_id:
            self._give_back()
        if given:
            self.paypal_movement = given.provider_reference
        else:
            self.transaction_id._call_refunded_elsewhere(refunded, self.gateway_ref)
        self._close("lost")
        text = self.env._("PayPal gave %s back to the customer.", self.currency_id.format(refunded))
        self.message_post(body=text, subtype_xmlid="mail.mt_note")

    def _paypal_given(self, amount, since):
        """A refund of this amount, made since then, that stands for no other dispute."""
        transaction = self.transaction_id
        used = self.search([("transaction_id", "=", transaction.id)]).mapped("paypal_movement")
        return transaction.child_transaction_ids.filtered(
            lambda child: (
                child.operation == "refund"
                and child.state == "done"
                and child.create_date >= since
                and child.provider_reference not in used
                and self.currency_id.compare_amounts(-child.amount, amount) == 0
            )
        )[:1]
