"""Asking the gateway. Exactly one charge for an intent, whatever becomes of the process that asks.

1. The intent is committed (`_intend`): its key is unique.
2. `_begin_attempt` gives it its one transaction, marks it as sent, and this is committed. The transaction's reference
   makes the idempotency key of the gateway; it is kept, so every later attempt asks for the very same charge.
3. `_attempt` asks, and commits what came of it. Whoever is killed before that leaves an intent that is marked as sent:
   `_cron_call_card_charges` has the same asked again under the same key, and the gateway answers with the same charge.
4. A gateway forgets keys after a while. What is older is looked for there, and not asked for again.

Only one process works on a charge at a time: each step begins with the row's lock.
"""

import logging
import secrets
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from .outcome import REMEMBERED, AskedOtherwise, NoAnswer, Outcome, delay

_logger = logging.getLogger(__name__)


class CallCardCharge(models.Model):
    """Every step is a transaction of its own."""

    _inherit = "call.card.charge"

    @api.private
    def _draw(self):
        """Take an intent as far as it goes now. This is the job; it commits."""
        for charge in self.sudo():
            charge = charge.with_company(charge.company_id)
            charge._start()
            begun = charge._begin_attempt()
            charge._commit()
            if begun:
                charge._attempt()

    def _begin_attempt(self):
        """Mark the charge as sent. Whether the gateway is to be asked now."""
        if not self._claim() or self.state not in ("waiting", "sent", "pending", "unclear"):
            return False
        if self.transaction_id and self.transaction_id.state != "draft":
            self._follow()  # a notification of the gateway has told it meanwhile
            return False
        if self.state == "waiting" and not self._is_still_wanted():
            return False
        now = fields.Datetime.now()
        if not self.transaction_id:
            self.transaction_id = self._create_transaction()
            self.first_asked_at = now
        asked = self.asked_count + 1
        self.write({"state": "sent", "asked_count": asked, "next_try": now + timedelta(seconds=delay(asked))})
        return True

    def _attempt(self):
        """Ask, and commit what came of it."""
        self._start()
        if not self._claim() or self.state != "sent":
            self._commit()
            return
        outcome = Outcome()
        try:
            self._ask(outcome)
            self._follow(outcome)
            self.env.flush_all()
        except OperationalError:
            raise  # the database's own: the job is tried again, under the same key
        except Exception as error:
            self._start()
            self._note_silence(error)
        self._commit()

    def _ask(self, outcome):
        """Ask for the charge, or look for it if it is too old for that.

        :raise NoAnswer: whether the card was charged is not known
        """
        tx = self.transaction_id.with_context(call_card_outcome=outcome)
        if tx.state != "draft":
            return
        if self._is_remembered():
            try:
                tx._charge_with_token()
                return
            except AskedOtherwise as error:  # as when the address has changed that is told along
                _logger.info("Charge %s: %s", self.id, error)
        if not tx._call_ask_gateway():
            raise NoAnswer("not found at the gateway")

    def _is_remembered(self):
        """Whether the gateway still knows the key under which it was asked first."""
        return (fields.Datetime.now() - self.first_asked_at).total_seconds() < REMEMBERED

    def _note_silence(self, error):
        """Nothing is known: the state stays, and says why. Names of errors only, for texts may hold what is secret."""
        if not self._claim() or self.state != "sent":
            return
        known = isinstance(error, NoAnswer | UserError)
        text = str(error) if known else type(error).__name__
        _logger.info("Charge %s is not settled: %s", self.id, text)
        self.reason = text
        if not self._is_remembered():
            self.write({"state": "unclear", "next_try": False})
            self._tell_clerk(self.env._("A card may have been charged: look at the gateway"))

    def _create_transaction(self):
        """The one transaction of the intent. Its reference has a part that is drawn by lot: a database that was
        restored counts its records anew, and must not find the charges that were made before."""
        token = self.token_id
        transactions = self.env["payment.transaction"].sudo()
        prefix = f"CARD-{self.id}-{secrets.token_hex(3)}"
        return transactions.create(
            {
                "provider_id": token.provider_id.id,
                "payment_method_id": token.payment_method_id.id,
                "token_id": token.id,
                "partner_id": token.partner_id.id,
                "reference": transactions._compute_reference(token.provider_code, prefix=prefix),
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "operation": "offline",
                "invoice_ids": [(6, 0, self.invoice_id.ids)],
                "call_purpose": self.purpose,
            }
        )

    def _claim(self):
        """Lock the row for this transaction; whether it is ours."""
        try:
            with self.env.cr.savepoint(flush=False):
                query = "SELECT id FROM call_card_charge WHERE id = %s FOR UPDATE SKIP LOCKED"
                self.env.cr.execute(query, (self.id,), log_exceptions=False)
                found = self.env.cr.fetchone()
        except OperationalError:  # settled by another process since this transaction began
            return False
        self.invalidate_recordset()
        return bool(found)

    @api.model
    def _start(self):
        """A transaction that sees what others have committed."""
        self.env.cr.rollback()

    @api.model
    def _commit(self):
        """Jobs that may commit have a cursor of their own, see data/call_auto_data.xml."""
        self.env.cr.commit()  # pylint: disable=invalid-commit
