"""What CCAvenue says of orders that were paid: their money went back."""

from odoo import models

from . import const


class CallGatewayEvent(models.Model):
    """CCAvenue says only that, not how much: it is the whole order, less what we refunded ourselves."""

    _inherit = "call.gateway.event"

    def _handle_refund(self):
        """Override: a refund that was made in CCAvenue's dashboard, or by CCAvenue itself."""
        if self.provider_code != const.CODE:
            return super()._handle_refund()
        tx = self.transaction_id
        refunds = tx.child_transaction_ids.filtered(lambda child: child.operation == "refund")
        if refunds.filtered(lambda refund: refund.state in ("draft", "pending")):
            return self.env._("A refund of ours is on its way.")
        left = tx.amount + sum(refunds.filtered(lambda refund: refund.state == "done").mapped("amount"))
        if tx.currency_id.compare_amounts(left, 0) <= 0:
            return self.env._("It is our own refund.")
        tx._call_refunded_elsewhere(left, self.event_ref)
        return None

    def _chargeback_values(self):
        """Override: a chargeback of the whole payment."""
        tx = self.transaction_id
        if self.provider_code != const.CODE or not tx:
            return super()._chargeback_values()
        return {
            "transaction": tx,
            "gateway_ref": self.payload["reference_no"],
            "amount": tx.amount,
            "currency_id": tx.currency_id.id,
            "reason": self.type,
        }
