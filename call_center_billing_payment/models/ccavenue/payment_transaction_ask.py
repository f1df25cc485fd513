"""What became of a payment: CCAvenue is asked, now, and when it cannot say, later and later."""

from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.payment import utils as payment_utils
from odoo.addons.payment.logging import get_payment_logger

from ... import ccavenue
from . import const

_logger = get_payment_logger(__name__)

#: the kinds of notifications that what CCAvenue says of a paid order comes to
EVENTS = {"returned": "refund", "disputed": "dispute_opened"}


class PaymentTransaction(models.Model):
    """Only what is learned here is booked."""

    _inherit = "payment.transaction"

    def _ccavenue_ask(self, tracking_id=""):
        """Ask CCAvenue about the order, and act on what it says.

        :param str tracking_id: of the payment that it is about, if it is known
        """
        self.ensure_one()
        try:
            status = self._ccavenue_status(tracking_id)
        except (ValidationError, ccavenue.Unreadable):
            self._ccavenue_wait(
                self.env._("CCAvenue could not be asked whether you have paid. We ask again by ourselves.")
            )
        except ccavenue.Refused as refusal:
            self._ccavenue_refused(refusal)
        else:
            self._ccavenue_learn(status, tracking_id)

    def _ccavenue_status(self, tracking_id):
        document = self.provider_id.sudo()._ccavenue_ask(
            "orderStatusTracker",
            ccavenue.status_request(self.reference, tracking_id),
            is_live=self.is_live,
            reference=self.reference,
        )
        return ccavenue.read_status(document)

    def _ccavenue_refused(self, refusal):
        """CCAvenue knows no such order, or does not talk to us."""
        self.ccavenue_claimed_id = False
        if refusal.is_unknown_order:
            self._ccavenue_leave_open()
        else:
            _logger.info("CCAvenue does not say what became of %s: %s", self.reference, refusal)
            self._ccavenue_wait(self.env._("CCAvenue did not say whether you have paid. We ask again by ourselves."))

    def _ccavenue_learn(self, status, tracking_id):
        """Act on what CCAvenue said of an order, if it is this one."""
        other = self._ccavenue_paid_by(status.reference_no) if status.reference_no else self.browse()
        if status.order_no != self.reference or (tracking_id and status.reference_no != tracking_id) or other:
            _logger.warning("CCAvenue says that the payment named for %s belongs to another order", self.reference)
            self.ccavenue_claimed_id = False
            self._ccavenue_wait(
                self.env._("CCAvenue knows the payment under another order. We ask again by ourselves.")
            )
            return
        word = ccavenue.meaning(status.order_status)
        if word == "paid" and not status.reference_no:
            word = "unknown"  # nothing to bind: it cannot be told from another payment
        if word == "open":
            self._ccavenue_leave_open()
        elif word in ("waiting", "unknown"):
            self._ccavenue_wait(self.env._("Your bank has not told CCAvenue yet. We ask again by ourselves."))
        else:
            self._process(const.CODE, {**status._asdict(), "amount": str(status.amount), "meaning": word})

    def _ccavenue_leave_open(self):
        """The customer has the page before them, or has left it: ask again, and give up after a day."""
        if self.state not in ("draft", "pending"):
            self.ccavenue_next_ask = False
            return
        if fields.Datetime.now() - self.create_date > timedelta(hours=const.OPEN_HOURS):
            self._set_canceled(self.env._("Nothing was paid at CCAvenue."))
            self.ccavenue_next_ask = False
        else:
            self._ccavenue_ask_later()

    def _ccavenue_wait(self, words):
        """Nobody knows yet: the customer is told, and CCAvenue is asked later."""
        if self.state not in ("draft", "pending"):
            return
        if self.state == "draft":
            self._set_pending(state_message=words)
        else:
            self.state_message = words
        if not self._ccavenue_ask_later():
            self._ccavenue_give_up()

    def _ccavenue_give_up(self):
        """CCAvenue itself gives an order up after 12 days."""
        words = self.env._("CCAvenue has not said in two weeks what became of the payment.")
        self._set_error(words)
        self._call_tell_clerk(self.env._("Payment %(reference)s: unknown", reference=self.reference), words)

    def _ccavenue_ask_later(self):
        """Whether CCAvenue will be asked again; each pause is longer than the one before."""
        pause = ccavenue.pause(self.ccavenue_tries)
        self.ccavenue_tries += 1
        self.ccavenue_next_ask = pause is not None and fields.Datetime.now() + timedelta(minutes=pause)
        if pause is not None:
            self.env.ref(const.CRON).sudo()._trigger(at=self.ccavenue_next_ask)
        return pause is not None

    @api.model
    def _cron_ccavenue_ask(self):
        """Ask about all payments whose time has come."""
        due = self.search([("ccavenue_next_ask", "<=", fields.Datetime.now())], order="ccavenue_next_ask, id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for tx in due:
            # another worker may have it
            tx.try_lock_for_update()._ccavenue_ask_safely()
            if not cron._commit_progress(1):
                break

    def _ccavenue_ask_safely(self):
        """Ask about these; what goes wrong with one is no harm to the others."""
        for tx in self.filtered("ccavenue_next_ask"):
            try:
                with self.env.cr.savepoint():
                    tx._ccavenue_ask_due()
            except OperationalError:
                raise  # the database's own: the job is run again
            except Exception:
                _logger.info("What CCAvenue said of %s could not be acted on", tx.reference, exc_info=True)
                tx._ccavenue_ask_later()

    def _ccavenue_ask_due(self):
        if self.operation == "refund":
            self._ccavenue_refund_again()
        elif self.state in ("draft", "pending"):
            self._ccavenue_ask(self.ccavenue_claimed_id or "")
        else:
            self.ccavenue_next_ask = False
            if self.state in ("error", "cancel"):
                self._ccavenue_ask()  # by the order: there may be another payment for it

    def action_ccavenue_ask(self):
        """Ask now, whatever the state: banks may report a payment after it was given up."""
        payment_utils.check_rights_on_recordset(self)
        for tx in self.sudo().filtered(lambda tx: tx.provider_code == const.CODE and tx.operation != "refund"):
            tx._call_take()
            tx._ccavenue_ask(tx.ccavenue_tracking_id or tx.ccavenue_claimed_id or "")
        return True

    # === AFTER IT WAS PAID === #

    def _ccavenue_tell_event(self, data):
        """CCAvenue has given the money of a paid order back, or the customer's bank has taken it."""
        kind = EVENTS[data["meaning"]]
        ref = f"{data['reference_no']}:{data['order_status'].strip().lower()}"
        payload = {name: data[name] for name in ("order_no", "reference_no", "order_status", "amount", "currency")}
        self.env["call.gateway.event"]._receive(
            self.provider_id.sudo(), ref, kind, data["order_status"], fields.Datetime.now(), payload, transaction=self
        )._handle()
