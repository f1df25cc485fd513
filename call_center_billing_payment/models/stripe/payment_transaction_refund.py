"""Refunds of a payment, as Stripe has them now."""

from odoo import models
from odoo.exceptions import UserError

from .words import REFERENCE, major


class PaymentTransaction(models.Model):
    """Notifications about refunds may overtake each other, so Stripe is asked what holds."""

    _inherit = "payment.transaction"

    def _call_stripe_take_refunds(self, thing):
        """Make our refunds of this payment what Stripe's are.

        :param dict thing: the charge or refund that a notification was about
        """
        self.ensure_one()
        self._call_take()
        if self.state != "done":
            self._call_ask()  # it may have been paid without our knowing
        for refund in self._call_stripe_refunds(thing):
            self._call_stripe_take_refund(refund)

    def _call_stripe_refunds(self, thing):
        if thing.get("object") == "refund":
            return [self._send_api_request("GET", f"refunds/{thing['id']}")]
        return list(self.provider_id._call_stripe_pages("refunds", {"charge": thing["id"]}))

    def _call_stripe_take_refund(self, refund):
        children = self.child_transaction_ids.filtered(lambda tx: tx.operation == "refund")
        ours = (refund.get("metadata") or {}).get(REFERENCE)
        child = self._call_find_refund(refund["id"]) or children.filtered(lambda tx: tx.reference == ours)
        if refund["status"] in ("failed", "canceled"):
            if child:
                child._call_refund_undone(self._call_refund_failure(refund))
        elif refund["status"] == "succeeded":
            if child and child.state != "done":
                child._process("stripe", {"refund": refund})
            elif not child:
                if not self._call_is_booked():
                    raise UserError(self.env._("%(name)s was refunded, but is not booked yet.", name=self.reference))
                self._call_refunded_elsewhere(major(refund["amount"], self.currency_id), refund["id"])

    def _call_refund_failure(self, refund):
        reason = (refund.get("failure_reason") or "").replace("_", " ")
        return self.env._(
            "The refund did not reach the customer (%(reason)s): the money is at Stripe, and is the customer's.",
            reason=reason or refund["status"],
        )
