"""Refunds at CCAvenue: asked for under a number of ours, which is the same however often it is asked."""

from odoo import models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.payment import utils as payment_utils
from odoo.addons.payment.logging import get_payment_logger

from ... import ccavenue
from . import const

_logger = get_payment_logger(__name__)


class PaymentTransaction(models.Model):
    """A refund whose reply never came is asked for again under its number, until CCAvenue says what became of it."""

    _inherit = "payment.transaction"

    def _send_refund_request(self):
        """Override of `payment`: ask CCAvenue for the refund.

        :raise ValidationError: CCAvenue does not take it; the refund becomes an error with these words
        """
        if self.provider_code != const.CODE:
            return super()._send_refund_request()
        return self._ccavenue_ask_refund()

    def _ccavenue_ask_refund(self):
        """Ask, and act on the reply; without one the refund waits, for the money may have gone."""
        source = self.source_transaction_id
        if not source.ccavenue_tracking_id:
            raise ValidationError(
                self.env._("CCAvenue has no payment for %(reference)s to refund.", reference=source.reference)
            )
        try:
            amount = self._ccavenue_amount()
            request = ccavenue.refund_request(source.ccavenue_tracking_id, amount, self.reference)
            document = self.provider_id.sudo()._ccavenue_ask(
                "refundOrder", request, is_live=source.is_live, reference=self.reference
            )
            refund = ccavenue.read_refund(document)
        except ccavenue.Unfit as unfit:
            raise ValidationError(self._ccavenue_unfit_words(str(unfit))) from None
        except ccavenue.Refused as refusal:
            refund = ccavenue.Refund(False, refusal.code, refusal.reason)
        except (ValidationError, ccavenue.Unreadable):
            self._ccavenue_refund_waits()
            return None
        return self._process(const.CODE, refund._asdict())

    def _ccavenue_refund_waits(self):
        self._ccavenue_wait(
            self.env._(
                "CCAvenue did not say whether it has refunded the money. It is asked again under the same number, "
                "%(reference)s, so the money goes back once.",
                reference=self.reference,
            )
        )

    def _ccavenue_refunded(self, data):
        """What CCAvenue replied: done, or refused."""
        if data["done"]:
            self.ccavenue_next_ask = False
            self.provider_reference = self.reference
            self._set_done()
        elif self.ccavenue_tries:
            self._ccavenue_doubt_refund(data["reason"] or data["code"])
        else:
            self._set_error(self.env._("CCAvenue does not refund: %(reason)s", reason=data["reason"] or data["code"]))

    def _ccavenue_give_up(self):
        """Override: a refund may have gone through, so it stays until a person has looked."""
        if self.operation != "refund":
            return super()._ccavenue_give_up()
        return self._ccavenue_doubt_refund(self.env._("nothing"))

    def _ccavenue_doubt_refund(self, reason):
        """A refusal of a question that was asked before: perhaps because the first one was heard."""
        words = self.env._(
            "CCAvenue was asked for this refund before, without a reply, and now says: %(reason)s. Look there whether "
            "the money went back, and say so here.",
            reason=reason,
        )
        self.write({"ccavenue_next_ask": False, "state_message": words})
        self._call_tell_clerk(self.env._("Refund %(reference)s: did it go through?", reference=self.reference), words)

    def _ccavenue_refund_again(self):
        """Ask for a refund again whose reply never came."""
        if self.state == "pending":
            self._ccavenue_ask_refund()
        else:
            self.ccavenue_next_ask = False

    # === WHEN A PERSON HAS LOOKED === #

    def action_ccavenue_refund_done(self):
        """A person has seen at CCAvenue that the money went back."""
        for tx in self._ccavenue_doubtful_refunds():
            tx.provider_reference = tx.reference
            tx._set_done()
            tx._call_settle()
        return True

    def action_ccavenue_refund_failed(self):
        """A person has seen at CCAvenue that the money did not go back."""
        for tx in self._ccavenue_doubtful_refunds():
            tx._set_error(self.env._("%(user)s has seen that CCAvenue did not refund it.", user=self.env.user.name))
        return True

    def _ccavenue_doubtful_refunds(self):
        payment_utils.check_rights_on_recordset(self)
        refunds = self.sudo()
        if any(tx.provider_code != const.CODE or tx.operation != "refund" or tx.state != "pending" for tx in refunds):
            raise UserError(self.env._("Only refunds at CCAvenue that wait can be decided by hand."))
        refunds._call_take()
        refunds.ccavenue_next_ask = False
        return refunds
