"""Money that a gateway reports is booked at once, once, and only in the amount that was asked for."""

import logging

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: what a payment was made for
PURPOSES = [
    ("invoice", "Invoices"),
    ("top_up", "Top-up"),
    ("balance", "Balance"),
    ("auto_top_up", "Auto top-up"),
    ("collection", "Collection"),
]


class WrongAmount(Exception):
    """The gateway reports another amount or currency than was asked for; its text says so."""


class PaymentTransaction(models.Model):
    """From the gateway's word to the customer's balance, in one database transaction."""

    _inherit = "payment.transaction"

    call_purpose = fields.Selection(PURPOSES, string="Purpose", readonly=True, index="btree_not_null", copy=False)
    call_settled = fields.Boolean(
        string="Settled", readonly=True, copy=False, help="The payment is booked, and what follows from it is done."
    )

    def _process(self, provider_code, payment_data):
        """Override of `payment`: nothing is done for a wrong amount, and what is paid is booked at once.

        Odoo notes a wrong amount as an error the first time; the second time it goes on and confirms the payment.
        """
        tx = self or self._search_by_reference(provider_code, payment_data)
        if not tx:
            return tx
        try:
            tx.with_context(call_probe_amount=True)._validate_amount(payment_data)
        except WrongAmount as wrong:
            tx._call_refuse_amount(str(wrong))
            return tx
        tx.call_unsure = False  # here is the answer
        tx = super(PaymentTransaction, tx)._process(provider_code, payment_data)
        tx._call_settle()
        return tx

    def _set_error(self, state_message, extra_allowed_states=()):
        """Override of `payment` for `_process`, which asks first whether the amount is right."""
        if self.env.context.get("call_probe_amount"):
            raise WrongAmount(state_message)
        return super()._set_error(state_message, extra_allowed_states=extra_allowed_states)

    def _call_refuse_amount(self, message):
        """The amount or currency is wrong: no money counts as received, and a clerk looks into it."""
        if self.state in ("draft", "pending", "authorized"):
            self._set_error(message)
        self._call_tell_clerk(self.env._("Payment %(reference)s: wrong amount", reference=self.reference), message)

    def _call_settle(self):
        """Book those of these that are done, now, so that the balance rises in the same second.

        What fails is undone and left to Odoo's own job. Payments that were registered before they were charged are
        posted by whoever registered them.
        """
        for tx in self.filtered(lambda tx: tx._call_can_settle()):
            try:
                with self.env.cr.savepoint():
                    tx.sudo()._post_process()
            except OperationalError:
                raise  # the database's own: the whole request is tried again
            except Exception:
                _logger.info("Transaction %s is done, and booked later", tx.reference, exc_info=True)
                self.env.ref("payment.cron_post_process_payment_tx").sudo()._trigger()

    def _call_can_settle(self):
        return (
            self.state == "done"
            and self.operation != "validation"
            and not self.is_post_processed
            and not self.payment_id
        )

    def _post_process(self):
        """Override of `account_payment`: what follows from a payment that is booked now."""
        result = super()._post_process()
        self._call_note_settled()
        return result

    def _call_note_settled(self):
        """Let what follows from a payment happen, once for each of these whose payment is posted."""
        for tx in self.sudo().filtered(lambda tx: tx._call_is_booked() and not tx.call_settled):
            try:
                with self.env.cr.savepoint():
                    tx.call_settled = True
                    tx._call_after_settled()
            except OperationalError:
                raise
            except Exception as error:
                _logger.info("Transaction %s is booked; what follows failed", tx.reference, exc_info=True)
                summary = self.env._("Payment %(reference)s: booked, but not finished", reference=tx.reference)
                note = str(error) if isinstance(error, UserError) else type(error).__name__
                tx._call_tell_clerk(summary, note)

    def _call_is_booked(self):
        return self.state == "done" and self.payment_id.state in ("in_process", "paid")

    def _call_after_settled(self):
        """What follows from a payment that is booked; for other rooms to extend.

        It is called once for each transaction that is done and has its posted payment, refunds (their `operation`)
        included, as superuser, in the database transaction in which the payment was booked. When it raises, its own
        work is undone, the money stays booked, a clerk is told, and it is tried again.
        """
        self.ensure_one()

    def _call_tell_clerk(self, summary, note):
        """An activity on the account, for whoever looks after payments; the same one is not made twice."""
        self.ensure_one()
        account = self.sudo().partner_id.commercial_partner_id
        account._call_tell_payments_clerk(self.company_id, summary, note)
