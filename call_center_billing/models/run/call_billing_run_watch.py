"""Runs that the clock makes, and those that it ought to have made."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models

from ..account.credit import MANAGER
from .due import due_statements

_logger = logging.getLogger(__name__)

WARNING = "mail.mail_activity_data_warning"
#: a run of which nothing moves for so long is stuck
STUCK = timedelta(hours=6)
#: days for which what was set aside is tried again by night
AGAIN = 35


class CallBillingRun(models.Model):
    """When periods end a run is made; when none is, managers are told."""

    _inherit = "call.billing.run"

    @api.depends("state", "day", "started_at", "cause")
    def _compute_late(self):
        today, now = fields.Date.today(), fields.Datetime.now()
        for run in self:
            days = run.company_id.call_billing_alarm_days
            waits = run.cause == "cycle" and run.state in ("draft", "looked")
            stuck = run.state == "running" and run.started_at and run.started_at + STUCK < now
            run.late = bool(stuck) or (waits and run.day + timedelta(days=days) < today)

    @api.model
    def _cron_run(self):
        """A run for each company of which periods are over; and another try for what was set aside."""
        companies = self.env["call.source"].search([("company_id", "!=", False)]).company_id
        for company in companies.filtered(lambda company: company._call_bills_by_itself()):
            runs = self.with_company(company)
            try:
                with self.env.cr.savepoint():
                    runs._try_nightly(company)
                    runs._make_due(company)
            except OperationalError:
                raise  # the database's own: the whole action is tried again
            except Exception:  # one company's trouble keeps no other from its run; the alarm tells of it
                _logger.exception("No billing run of company %s", company.id)

    def _make_due(self, company):
        """:return: the run that is made, or none if nothing is due"""
        vals = self._due_vals(company)
        if not due_statements(self.new(vals), told=True):
            return self
        run = self.create(vals)
        run._look()
        if run.automatic:
            run._start()
        return run

    def _due_vals(self, company):
        return {
            "company_id": company.id,
            "cause": "cycle",
            "day": fields.Date.context_today(self.with_context(tz=company.partner_id.tz or "UTC")),
            "automatic": company.call_billing_mode == "auto",
            "user_id": company._call_billing_responsible().id,
        }

    def _try_nightly(self, company):
        """What was set aside is billed as soon as its fault is mended, once a day."""
        since = fields.Date.today() - timedelta(days=AGAIN)
        domain = [("company_id", "=", company.id), ("state", "=", "exceptions"), ("day", ">=", since)]
        day_ago = fields.Datetime.now() - timedelta(hours=23)
        for run in self.search([*domain, ("ended_at", "<", day_ago)]):
            run._look_again()
            run._start()

    @api.model
    def _cron_watch(self):
        """Runs whose jobs died go on, and managers hear of what is late."""
        for run in self.search([("state", "=", "running")]):
            run._go_on()
        companies = self.env["call.source"].search([("company_id", "!=", False)]).company_id
        for company in companies.filtered(lambda company: company._call_bills_by_itself()):
            self.with_company(company)._alarm(company)

    def _go_on(self):
        """Enqueue the parts that have something left and no job; end the run if there are none."""
        domain = [("run_id", "=", self.id), ("state", "=", "ready"), ("chosen", "=", True)]
        parts = [part for (part,) in self.line_ids._read_group(domain, ["part"])]
        keys = [self._job_key(part) for part in parts]
        states = ("pending", "enqueued", "started", "wait_dependencies")
        jobs = self.env["queue.job"].sudo().search([("identity_key", "in", keys), ("state", "in", states)])
        alive = set(jobs.mapped("identity_key"))
        for part, key in zip(parts, keys, strict=True):
            if key not in alive:
                self._enqueue(part)
        if not parts:
            self._end()

    def _alarm(self, company):
        """Tell managers of runs that are late, and of periods for which there ought to be a run."""
        late = self.search([("company_id", "=", company.id), ("state", "in", ("draft", "looked", "running"))])
        for run in late.filtered("late"):
            run._tell_managers(self.env._("%(run)s is late", run=run.name))
        vals = self._due_vals(company)
        vals["day"] -= timedelta(days=company.call_billing_alarm_days)
        if company.call_billing_alarm_days and due_statements(self.new(vals), told=True):
            run = self._make_due(company)
            run._tell_managers(self.env._("Periods were over and not billed; %(run)s was made now", run=run.name))

    def _tell_managers(self, summary):
        """An activity and a mail for each manager, once."""
        users = self.env.ref(MANAGER).sudo().all_user_ids
        users = users.filtered(lambda user: user.active and not user.share and self.company_id in user.company_ids)
        users -= self.env.ref("base.user_root")
        told = self.activity_search([WARNING], additional_domain=[("summary", "=", summary)]).user_id
        for user in users - told:
            self.activity_schedule(WARNING, summary=summary, user_id=user.id)
        if users - told:
            self.message_post(body=summary, partner_ids=(users - told).partner_id.ids, subtype_xmlid="mail.mt_comment")
