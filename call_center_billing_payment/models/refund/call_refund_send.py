"""How money goes back, once: each way has a method `_send_<way>`.

A gateway is asked by a job, in two transactions: the first one writes "asked, no answer" and makes the refund
transaction, and only when that is committed the gateway is asked. So a process that is killed, or a transaction that is
done again, asks nobody twice; what became of it is found out by a notification or by a person.
"""

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..gateway.payment_transaction_unsure import _is_refusal

_logger = logging.getLogger(__name__)
CRON = "call_center_billing_payment.call_refund_cron"
WARNING = "mail.mail_activity_data_warning"


class CallRefund(models.Model):
    """From approval to the customer."""

    _inherit = "call.refund"

    def _send_balance(self):
        self._finish()

    def _send_transfer(self):
        payment = self._pay_out()
        if self.journal_id.type == "cash" or payment.state == "paid":
            self._finish()
        else:
            self.state = "sent"

    def _send_reversal(self):
        payment = self.payment_id
        self.move_id = payment.move_id._call_reverse_entry(self.env._("%(payment)s never came", **self._words()))
        payment.state = "rejected"
        self._finish()

    def _send_gateway(self):
        self.env.ref(CRON)._trigger()

    def _pay_out(self):
        """The outbound payment, set against the one that it gives back."""
        origin = self.payment_id
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.partner_id.id,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "journal_id": self.journal_id.id,
                "date": fields.Date.context_today(self),
                "memo": f"{self.name} {origin.name or ''}".strip(),
                "destination_account_id": origin.destination_account_id.id,
            }
        )
        self.refund_payment_id = payment
        payment.with_context(call_apply_later=True).action_post()
        origin._call_refund_from(payment._call_counterpart(), self.amount)
        return payment

    @api.model
    def _cron_call_refund(self):
        """Ask gateways for what was approved, one refund after the other."""
        due = self.search([("state", "=", "approved"), ("way", "=", "gateway")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for refund in due:
            # another worker may have it
            if refund.try_lock_for_update().filtered(lambda each: each.state == "approved"):
                refund._begin()
                cron._commit_progress()  # from here on nobody asks for it again
                refund._ask_gateway()
            if not cron._commit_progress(1):
                break
        self._look_at_transfers()

    def _begin(self):
        source = self.payment_id.payment_transaction_id
        self.transaction_id = source._create_child_transaction(self.amount, is_refund=True)
        self.state = "unknown"

    def _ask_gateway(self):
        """Ask for it. Whatever is not a plain refusal leaves it unknown whether money went back."""
        tx = self.transaction_id
        tx.source_transaction_id._call_take()  # notifications of it wait until we know the answer
        try:
            with self.env.cr.savepoint():
                tx._ensure_provider_is_not_disabled()
                tx._log_sent_message()
                tx._send_refund_request()
        except ValidationError as error:
            tx._set_error(str(error)) if _is_refusal(error.__context__) else self._doubt(str(error))
        except UserError as error:
            tx._set_error(str(error))
        except Exception as error:  # the gateway may have paid: the answer was not understood
            _logger.info("The answer about refund %s was not understood", self.name, exc_info=True)
            self._doubt(f"{type(error).__name__}: {error}")
        else:
            if tx.state == "done" and not tx.is_post_processed:
                tx._post_process()
            self._follow()

    @api.model
    def _of_transaction(self, tx):
        """The refund that a refund transaction is about; one of which the answer never came takes it as its own."""
        known = self.search([("transaction_id", "=", tx.id)], limit=1)
        if known or tx.state not in ("pending", "authorized", "done"):
            return known
        lost = self.search(
            [
                ("state", "=", "unknown"),
                ("way", "=", "gateway"),
                ("payment_id.payment_transaction_id", "=", tx.source_transaction_id.id),
            ],
            order="id",
        ).filtered(lambda refund: not refund.currency_id.compare_amounts(refund.amount, abs(tx.amount)))[:1]
        lost.transaction_id = tx  # the one that we made stays as it is: if the gateway made both, both are booked
        return lost

    def _follow(self):
        """Be in the state that the transaction is in."""
        for refund in self.filtered("transaction_id"):
            tx = refund.transaction_id
            if tx.state == "done" and tx.payment_id:
                refund.refund_payment_id = tx.payment_id
                refund._finish()
            elif tx.state in ("pending", "authorized", "done"):
                refund.write({"state": "sent", "trouble": False})
            elif tx.state in ("error", "cancel"):
                refund._fail(tx.state_message)

    def _doubt(self, text):
        """It is not known whether money went back: a person looks."""
        self.write({"state": "unknown", "trouble": text})
        self._tell_staff(self.env._("Did the refund go through?"), text)

    def _fail(self, text):
        for refund in self.filtered(lambda refund: refund.state != "failed"):
            refund.write({"state": "failed", "trouble": text, "refund_payment_id": False, "done_at": False})
            refund._tell_staff(refund.env._("The refund failed: the customer still has the credit."), text)

    def _finish(self):
        for refund in self.filtered(lambda refund: refund.state != "done"):
            refund.write({"state": "done", "done_at": fields.Datetime.now(), "trouble": False})
            refund.activity_unlink([WARNING])
            refund._tell_customer()

    def _tell_staff(self, summary, note):
        for refund in self:
            users = (refund.asked_by_id | refund.decided_by_id).filtered("active")
            for user in users - refund.activity_ids.user_id:
                refund.activity_schedule(WARNING, summary=summary, note=note or "", user_id=user.id)

    @api.model
    def _look_at_transfers(self):
        """Transfers that the bank's statement has are done."""
        domain = [("state", "=", "sent"), ("way", "=", "transfer"), ("refund_payment_id.state", "=", "paid")]
        self.search(domain)._finish()
