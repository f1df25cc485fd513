"""Refunds: here, or in the gateway's own dashboard; each is booked once."""

from odoo import fields, models
from odoo.tools import SQL


class PaymentTransaction(models.Model):
    """A refund is a transaction of its own, a child of the payment's."""

    _inherit = "payment.transaction"

    call_refund_ref = fields.Char(
        string="Refund at the Gateway", readonly=True, copy=False, help="The gateway's word for a refund made there."
    )

    _call_refund_once = models.UniqueIndex(
        "(provider_id, call_refund_ref) WHERE call_refund_ref IS NOT NULL", "This refund is booked already."
    )

    def _refund(self, amount_to_refund=None):
        """Override of `payment`: what the gateway reports meanwhile waits until we know what it answered."""
        self._call_take()
        return super()._refund(amount_to_refund=amount_to_refund)

    def _call_take(self):
        """Keep others from these until the end of the database transaction, and see what they did before.

        Whoever comes second finds the row changed and begins anew (PostgreSQL's serialization failure, which Odoo
        answers by running the request again).
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE payment_transaction SET write_date = now() AT TIME ZONE 'UTC' WHERE id = ANY(%s)",
                sorted(self.ids),
            )
        )
        self.invalidate_recordset()

    def _call_refunded_elsewhere(self, amount, ref):
        """Book a refund that was made at the gateway itself; the same one only once.

        :param float amount: what went back to the customer, positive, in the transaction's currency
        :param str ref: the gateway's word for the refund, unique for the provider
        :return: the refund's transaction, new or known
        """
        self.ensure_one()
        self._call_take()
        known = self._call_find_refund(ref)
        if known:
            return known
        refund = self._create_child_transaction(amount, is_refund=True, call_refund_ref=ref, provider_reference=ref)
        refund._set_done()
        refund._call_settle()
        return refund

    def _call_refund_undone(self, message):
        """A refund that was booked did not reach the customer: the money is the customer's again.

        Called again it does nothing. For rooms that keep track of refunds to extend.

        :param str message: why, in words
        """
        self.ensure_one()
        self._call_take()
        if self.state == "done" and self.payment_id:
            self.payment_id._call_take_back(abs(self.amount), self.env._("Refund failed"))
        if self.state != "error":
            self._set_error(message, extra_allowed_states=("done",))
            self.source_transaction_id._call_tell_clerk(
                self.env._("Refund %(reference)s failed", reference=self.reference), message
            )

    def _call_find_refund(self, ref):
        """The refund's transaction, by the gateway's word for it."""
        children = self.child_transaction_ids.filtered(lambda tx: tx.operation == "refund")
        return children.filtered(lambda tx: ref in (tx.provider_reference, tx.call_refund_ref))[:1]
