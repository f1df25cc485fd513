"""What is done about a notification; and again, when it failed."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from .needs_clerk import NeedsClerk

_logger = logging.getLogger(__name__)

#: pauses in minutes before each try; after the last a person is asked, and the last goes on
PAUSES = (5, 15, 60, 240, 720)


class CallGatewayEvent(models.Model):
    """Each kind has its method `_handle_<kind>`, which gateways extend for their own.

    Such a method returns nothing when it did what was to do, or, in words, why there was nothing to do. What it raises
    undoes what it did, and it is called again later. It may be called with events in any order.
    """

    _inherit = "call.gateway.event"

    def _handle(self):
        """Act on these, one after the other."""
        for event in self.sudo().filtered(lambda event: event.state in ("received", "failed")):
            try:
                with self.env.cr.savepoint():
                    note = getattr(event, f"_handle_{event.kind}")()
            except OperationalError:
                raise  # the database's own: whoever called tries again, or the gateway sends it again
            except Exception as error:
                event._note_failure(error)
            else:
                event.write({"state": "ignored" if note else "done", "note": note or False, "retry_at": False})
                event.activity_unlink(["mail.mail_activity_data_warning"])

    def _note_failure(self, error):
        """Say what is wrong, and when it is tried again; a person is told when it keeps on failing."""
        known = isinstance(error, UserError)
        _logger.info("Notification %s of %s failed", self.event_ref, self.provider_id.name, exc_info=not known)
        note = str(error) if known else self.env._("It cannot be processed (%s).", type(error).__name__)
        pause = PAUSES[min(self.tries, len(PAUSES) - 1)]
        self.write(
            {
                "state": "failed",
                "note": note,
                "tries": self.tries + 1,
                "retry_at": fields.Datetime.now() + timedelta(minutes=pause),
            }
        )
        if isinstance(error, NeedsClerk) or self.tries >= len(PAUSES):
            self._tell_clerk(note)

    def _tell_clerk(self, note):
        if self.activity_ids:
            return
        clerk = self.transaction_id.partner_id.commercial_partner_id._call_payments_clerk(self.company_id)
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("A payment provider's notification needs somebody"),
            note=note,
            user_id=clerk.id,
        )

    @api.model
    def _cron_handle(self):
        """Act on what failed before, when its time has come, and on what was left."""
        due = self.search([("state", "in", ("received", "failed")), ("retry_at", "<=", fields.Datetime.now())])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for event in due:
            # another worker may have it
            event.try_lock_for_update()._handle()
            if not cron._commit_progress(1):
                break

    def _handle_payment(self):
        """A payment went on, through, or wrong. For gateways to extend for their own."""
        return self._nobodys()

    def _handle_refund(self):
        """Money went back to the customer. For gateways to extend for their own."""
        return self._nobodys()

    def _handle_refund_failed(self):
        """A refund did not reach the customer. For gateways to extend for their own."""
        return self._nobodys()

    def _handle_dispute_opened(self):
        """The customer's bank wants money back, or has taken it."""
        values = self._chargeback_values()
        if not values:
            return self._nobodys()
        self.env["call.chargeback"]._open(values)
        return None

    def _handle_dispute_won(self):
        """A chargeback ended for us; it may be the first that we hear of it."""
        values = self._chargeback_values()
        if not values:
            return self._nobodys()
        self.env["call.chargeback"]._open(values)._win()
        return None

    def _handle_dispute_lost(self):
        """A chargeback ended for the customer; it may be the first that we hear of it."""
        values = self._chargeback_values()
        if not values:
            return self._nobodys()
        self.env["call.chargeback"]._open(values)._lose()
        return None

    def _handle_payout(self):
        """The gateway has paid out, or failed to. For gateways to extend for their own."""
        return self._nobodys()

    def _handle_other(self):
        """Whatever else gateways tell."""
        return self.env._("Nothing has to be done for notifications of this type.")

    def _chargeback_values(self):
        """What the event says of a chargeback, as `call.chargeback._open` wants it. For gateways to extend.

        :return: None when it is about no payment of ours
        """
        return

    def _nobodys(self):
        return self.env._("It is about nothing that is known here.")
