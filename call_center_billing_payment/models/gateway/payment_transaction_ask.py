"""Payments that hang: gateways are asked what became of them, and nobody is charged again."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: after how many minutes a gateway is asked first; then after twice as long each time, and no later than a day
FIRST, LONGEST = 10, 24 * 60
#: how long gateways are asked, in days
DAYS = 7
#: charges by us of which the gateway knows nothing after these hours were never made
NEVER_MADE = 1


class PaymentTransaction(models.Model):
    """Whoever lost an answer, asks."""

    _inherit = "payment.transaction"

    call_asks = fields.Integer(string="Times the Gateway Was Asked", readonly=True, copy=False)
    call_ask_at = fields.Datetime(string="Gateway Is Asked", readonly=True, copy=False)

    _call_waiting = models.Index("(create_date) WHERE state IN ('draft', 'pending')")

    @api.model
    def _cron_call_ask(self):
        """Ask about all that are neither paid nor refused, later and later."""
        now = fields.Datetime.now()
        due = self.search(
            [
                ("state", "in", ("draft", "pending")),
                ("operation", "in", ("online_redirect", "online_direct", "online_token", "offline")),
                ("provider_id.state", "!=", "disabled"),
                ("create_date", ">=", now - timedelta(days=DAYS)),
                ("create_date", "<=", now - timedelta(minutes=FIRST)),
                *("|", ("call_ask_at", "=", False), ("call_ask_at", "<=", now)),
            ],
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for tx in due:
            # another worker may have it
            tx.try_lock_for_update()._call_ask()
            if not cron._commit_progress(1):
                break
        self._call_settle_again()

    @api.model
    def _call_settle_again(self):
        """What follows from payments that are booked and did not get that far."""
        recent = fields.Datetime.now() - timedelta(days=DAYS)
        domain = [("state", "=", "done"), ("payment_id", "!=", False), ("call_settled", "=", False)]
        for tx in self.search([*domain, ("last_state_change", ">=", recent)], order="id"):
            tx.try_lock_for_update()._call_note_settled()
            self.env["ir.cron"]._commit_progress()

    def _call_ask(self):
        """Ask about each of these, and settle what is paid."""
        for tx in self:
            pause = min(FIRST * 2**tx.call_asks, LONGEST)
            tx.write({"call_asks": tx.call_asks + 1, "call_ask_at": fields.Datetime.now() + timedelta(minutes=pause)})
            try:
                with self.env.cr.savepoint():
                    known = tx._call_ask_gateway()
            except UserError:
                continue  # it did not answer; the log has why
            if known is False and tx._call_was_never_made():
                tx.call_unsure = False
                tx._set_error(self.env._("The payment provider knows nothing of this payment: it was not made."))

    def _call_was_never_made(self):
        old = fields.Datetime.now() - timedelta(hours=NEVER_MADE)
        return self.operation in ("online_token", "offline") and self.create_date < old

    def _call_ask_gateway(self):
        """Ask the gateway what became of this payment, and process what it says. For gateways to extend.

        :return: True: it is known there; False: it is not; None: this gateway cannot be asked
        :raise UserError: the gateway did not answer
        """
        return None
