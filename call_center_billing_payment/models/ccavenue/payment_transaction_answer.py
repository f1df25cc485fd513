"""What a customer's browser brings back from CCAvenue: a reason to ask, and never more."""

from datetime import timedelta
from decimal import Decimal

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.tools import mute_logger

from odoo.addons.payment.logging import get_payment_logger

from ... import ccavenue
from . import const

_logger = get_payment_logger(__name__)


class PaymentTransaction(models.Model):
    """The answer names the order; what CCAvenue itself says of that order is what counts."""

    _inherit = "payment.transaction"

    def _ccavenue_receive(self, answer):
        """Look into an answer that a browser, or somebody, has brought.

        :param ccavenue.Answer answer: hidden with the provider's key, and not sealed
        """
        self.ensure_one()
        self._call_take()
        fault = self._ccavenue_fault(answer)
        if fault:
            _logger.warning("Refused an answer for CCAvenue's order %s: %s", self.reference, fault)
            return
        if self.state == "done" and answer.tracking_id == self.ccavenue_tracking_id:
            _logger.info("CCAvenue's answer for %s came again", self.reference)
            if ccavenue.meaning(answer.status) in ("returned", "disputed"):
                self._ccavenue_ask(answer.tracking_id)
            return
        self.ccavenue_claimed_id = answer.tracking_id or self.ccavenue_claimed_id
        self._ccavenue_ask(answer.tracking_id)

    def _ccavenue_fault(self, answer):
        """Why the answer cannot be one to this transaction; empty if it can. For the log: nothing of what was sent."""
        if answer.amount != self._ccavenue_amount():
            return "it is about another amount"
        if answer.currency != self.currency_id.name:
            return "it is about another currency"
        if answer.tracking_id and self._ccavenue_paid_by(answer.tracking_id):
            return "its payment has paid another transaction"
        return ""

    def _ccavenue_paid_by(self, tracking_id):
        """The other transaction that CCAvenue's payment has paid already."""
        domain = [
            ("provider_id", "=", self.provider_id.id),
            ("is_live", "=", self.is_live),
            ("ccavenue_tracking_id", "=", tracking_id),
            ("id", "!=", self.id),
        ]
        return self.sudo().search(domain, limit=1)

    def _extract_amount_data(self, payment_data):
        """Override of `payment`: what counts is what was paid; what was not paid has no amount to look at."""
        if self.provider_code != const.CODE:
            return super()._extract_amount_data(payment_data)
        if self.operation == "refund" or payment_data["meaning"] != "paid":
            return None
        return {"amount": float(Decimal(payment_data["amount"])), "currency_code": payment_data["currency"]}

    def _apply_updates(self, payment_data):
        """Override of `payment`: what CCAvenue's API has said, see `_ccavenue_ask` and `_send_refund_request`."""
        if self.provider_code != const.CODE:
            return super()._apply_updates(payment_data)
        if self.operation == "refund":
            return self._ccavenue_refunded(payment_data)
        if payment_data["order_no"] != self.reference:
            return None  # `_ccavenue_ask` has refused it before
        if self.state == "done":
            return self._ccavenue_after_done(payment_data)
        return self._ccavenue_decide(payment_data)

    def _ccavenue_decide(self, data):
        """Bring a transaction that is not paid into the state that CCAvenue says it has."""
        word = (data["message"] or data["order_status"])[:200]
        if data["meaning"] == "paid":
            self._ccavenue_pay(data)
            self.ccavenue_next_ask = False
            return
        if self.state not in ("draft", "pending"):
            return  # it was given up before, and rightly
        self.ccavenue_next_ask = False
        match data["meaning"]:
            case "failed":
                self._set_error(self.env._("The payment did not go through at CCAvenue: %(word)s", word=word))
            case "cancelled":
                self._set_canceled(self.env._("The payment was cancelled at CCAvenue."))
            case "returned":
                self._set_canceled(self.env._("CCAvenue has given the money back: %(word)s", word=data["order_status"]))
            case "disputed":
                self._set_error(self.env._("The customer's bank has taken the money back."))
        if data["meaning"] in ("failed", "cancelled"):
            self.ccavenue_next_ask = fields.Datetime.now() + timedelta(minutes=const.LAST_LOOK)

    def _ccavenue_pay(self, data):
        """The money is there: bind CCAvenue's payment to this transaction, once and for all."""
        if not self._ccavenue_bind(data["reference_no"]):
            return
        method = self.env["payment.method"]._get_from_code(ccavenue.method_code(data["option"]))
        if method:
            self.payment_method_id = method
        self._set_done(extra_allowed_states=("cancel",))

    def _ccavenue_bind(self, tracking_id):
        """Whether the payment is this transaction's from now on; the database takes each one once."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.write({"ccavenue_tracking_id": tracking_id, "provider_reference": tracking_id})
        except UniqueViolation:
            self.invalidate_recordset()
            words = self.env._("CCAvenue's payment %(number)s has paid another transaction.", number=tracking_id)
            self._set_error(words)
            self._call_tell_clerk(self.env._("Payment %(reference)s: not its own", reference=self.reference), words)
            return False
        return True

    def _ccavenue_after_done(self, data):
        """CCAvenue says something of a transaction that is paid."""
        if data["reference_no"] != self.ccavenue_tracking_id:
            if data["meaning"] == "paid":
                self._ccavenue_tell_paid_twice(data["reference_no"])
        elif data["meaning"] in ("returned", "disputed"):
            self._ccavenue_tell_event(data)

    def _ccavenue_tell_paid_twice(self, tracking_id):
        """The customer has paid the same order twice; the second is not ours to keep."""
        summary = self.env._("Payment %(reference)s was paid twice", reference=self.reference)
        note = self.env._(
            "CCAvenue has two payments for it: %(first)s, which is booked, and %(second)s. Refund the second in "
            "CCAvenue's dashboard, unless it says that it was reversed already.",
            first=self.ccavenue_tracking_id,
            second=tracking_id,
        )
        self._call_tell_clerk(summary, note)
