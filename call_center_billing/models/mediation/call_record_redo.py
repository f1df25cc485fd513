"""Calls that could not be matched or rated, sent through again."""

from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError

from .rater import CallRater, Use, payer_names

CLERK = "call_center_billing.call_center_billing_group_clerk"


class CallRecord(models.Model):
    """What a clerk does when the missing number or rate is there."""

    _inherit = "call.record"

    def action_redo(self):
        """Match and rate again, at today's prices, what has no customer or no price; not what came too late."""
        calls = self.filtered(lambda call: call.state in ("unmatched", "unrated") and call.reason != "too_late")
        if not calls:
            raise UserError(self.env._("None of these calls lacks a customer or a price."))
        return calls._redo_by_hand()

    def action_bill_late(self):
        """Charge calls that came in later than the company bills calls by itself."""
        calls = self.filtered(lambda call: call.reason == "too_late")
        if not calls:
            raise UserError(self.env._("None of these calls came too late."))
        return calls._redo_by_hand(any_age=True)

    def _redo_by_hand(self, any_age=False):
        """Send the calls through again and tell what became of them.

        :param bool any_age: see `_redo`
        :raise AccessError: the user is no billing clerk
        """
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks may send calls through again."))
        self.check_access("read")
        done = self.sudo()._redo(any_age)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done else "warning",
                "message": self.env._("%(done)s of %(calls)s calls rated.", done=done, calls=len(self)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _redo(self, any_age=False):
        """Match, rate and book the calls in the order they were made.

        What counts as late is how old a call was when it came in, however long it has waited since.

        :param bool any_age: also those that came too late
        :return: how many have a price now
        """
        done = 0
        for company in self.company_id:
            rater = CallRater(self.env, company)
            calls = self.filtered(lambda call, company=company: call.company_id == company).sorted("started_at")
            rater.prepare(
                name
                for call in calls
                for name in payer_names(call.service or "voice", call.a_number, call.account_code)
            )
            rater.prepare_called(call._rated_number() for call in calls if call.source_id.did_billing)
            for call in calls:
                rater.did_billing = call.source_id.did_billing
                rater.queue = call.queue
                rater.horizon = None if any_age else call._horizon()
                rater.statements.call = (call.source_id.id, call.identity)
                use = Use(call.service or "voice", call.quantity)
                used = (call.talk_seconds, call.duration, call.outcome, use)
                vals = call._rated_again(rater, used)
                call.write(vals)
                done += vals["state"] == "rated"
            rater.book()
        self._cost_again([("id", "in", self.ids)])  # what is earned follows from the price
        return done

    def _rated_again(self, rater, used):
        """The columns that a match and a rating set.

        :param CallRater rater: whose statements the call is booked on
        :param tuple used: talk time, duration, outcome and `rater.Use`
        """
        return rater.vals(self.a_number, self._rated_number(), self.account_code, self.started_at, *used)

    def _horizon(self):
        """Calls of the same import that began before this moment came too late; None: none did."""
        days = self.company_id.call_late_days
        came = self.import_id.exists().create_date
        return came - timedelta(days=days) if days and came else None
