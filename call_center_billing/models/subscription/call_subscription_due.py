"""Changes whose day has come: carried out before anything is charged, and every night."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...plan.terms import term_at
from .call_subscription_change import RUNNING

_logger = logging.getLogger(__name__)
WARNING = "mail.mail_activity_data_warning"
#: the earliest clocks on earth are this much ahead
AHEAD = timedelta(days=1)


class CallSubscription(models.Model):
    """Each subscription by itself: what keeps one from its change is an activity, and keeps no other."""

    _inherit = "call.subscription"

    def _start(self, day=None):
        """Override: tell the customers."""
        result = super()._start(day)
        for subscription in self:
            words = {"name": subscription.plan_id.name, "date": subscription.date_start}
            subscription.partner_id._call_notify("subscription_start", subscription.id, subscription, words)
        return result

    def _charge_until(self, day, wait=0):
        """Override: what changes by a day changes before that day is charged."""
        if not self.env.context.get("call_steps_done"):
            self._carry_out_due(day)
        return super()._charge_until(day, wait)

    def _carry_out_due(self, day):
        """Carry out the changes of these subscriptions whose day has come.

        :param date day: by the accounts' clocks; what lies after today waits, unless `_foresee` looks ahead
        """
        domain = [("subscription_id", "in", self.ids), ("state", "=", "planned"), ("day", "<=", day)]
        ahead = self.env.context.get("call_foresee")
        for step in self.env["call.subscription.step"].sudo().search(domain, order="day, id"):
            if ahead or step.day <= step.subscription_id._local_today():
                step._carry_out_safely(day if ahead else None)

    @api.model
    def _cron_call_subscriptions(self):
        """Every night: changes whose day has come, subscriptions that are over, reminders of renewals."""
        latest = fields.Date.today() + AHEAD
        steps = self.env["call.subscription.step"].search([("state", "=", "planned"), ("day", "<=", latest)])
        over = self.search([("state", "in", RUNNING), ("date_end", "<=", latest)])
        domain = [("state", "in", ("active", "paused")), ("term_months", ">", 0), ("renewal", "!=", "none")]
        renewed = self.search([*domain, ("company_id.call_renewal_days", ">", 0)])
        work = steps.subscription_id | over | renewed
        self.env["ir.cron"]._commit_progress(remaining=len(work))
        for subscription in work:
            subscription._turn()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _turn(self):
        """What the night brings to one subscription."""
        try:
            with self.env.cr.savepoint():
                today = self._local_today()
                self._charge_until(today)
                self._set_state(today)
                self._remind_of_renewal(today)
        except OperationalError:
            raise  # the database's own: the whole run is tried again
        except (UserError, ValidationError) as error:
            self._say_trouble(error)
        except Exception as error:
            _logger.exception("Subscription %s passed over", self.id)
            self._say_trouble(error)

    def _say_trouble(self, error):
        """An activity for who looks after billing, one as long as it is open."""
        if self.activity_search([WARNING]):
            return
        self.activity_schedule(
            WARNING,
            summary=self.env._("A change could not be carried out"),
            note=str(error),
            user_id=self.company_id.sudo()._call_billing_responsible().id,
        )

    def _remind_of_renewal(self, today):
        """Tell the customer some days ahead that the term is renewed, once a term."""
        days = self.company_id.sudo().call_renewal_days
        if not days or self._notice() or self.state not in ("active", "paused") or self.date_end:
            return
        term = term_at(self._term_start(), self._bond(), today)
        if not term or not self.notice_by or not self.notice_by - timedelta(days=days) <= today < term.end:
            return
        following = term_at(self._term_start(), self._bond(), term.end)
        words = {"name": self.plan_id.name, "date": term.end, "until": following.end - timedelta(days=1)}
        if today <= self.notice_by:
            words["cancel_by"] = self.notice_by
        self.partner_id._call_notify("renewal", f"{self.id}-{term.end}", record=self, values=words)


class CallSubscriptionStep(models.Model):
    """A step that cannot be carried out says why, and waits for somebody."""

    _inherit = "call.subscription.step"

    def _carry_out_safely(self, day=None):
        """Carry it out; what is in its way is noted, and an activity."""
        try:
            with self.env.cr.savepoint():
                self._carry_out(day)
        except OperationalError:
            raise
        except Exception as error:
            if not isinstance(error, UserError | ValidationError):
                _logger.exception("Change %s of a subscription passed over", self.id)
            self.write({"state": "failed", "fault": str(error)})
            self.subscription_id._say_trouble(error)
