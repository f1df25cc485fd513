"""Calls that could not be matched or rated, sent through again."""

from odoo import models
from odoo.exceptions import AccessError, UserError

from .rater import CallRater, Use, payer_names


class CallRecord(models.Model):
    """What a clerk does when the missing number or rate is there."""

    _inherit = "call.record"

    def action_redo(self):
        """Match and rate again, at today's prices, what has no customer or no price."""
        calls = self.filtered(lambda call: call.state in ("unmatched", "unrated"))
        if not calls:
            raise UserError(self.env._("None of these calls lacks a customer or a price."))
        if not (self.env.su or self.env.user.has_group("call_center_billing.call_center_billing_group_clerk")):
            raise AccessError(self.env._("Only billing clerks may send calls through again."))
        calls.check_access("read")
        done = calls.sudo()._redo()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done else "warning",
                "message": self.env._("%(done)s of %(calls)s calls rated.", done=done, calls=len(calls)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _redo(self):
        """Match, rate and book the calls in the order they were made.

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
            for call in calls:
                use = Use(call.service or "voice", call.quantity)
                used = (call.talk_seconds, call.duration, call.outcome, use)
                vals = rater.vals(call.a_number, call.b_number, call.account_code, call.started_at, *used)
                call.write(vals)
                done += vals["state"] == "rated"
            rater.book()
        self._cost_again([("id", "in", self.ids)])  # what is earned follows from the price
        return done
