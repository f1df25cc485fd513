"""The work with a service: one thing after the other, by one process at a time, whoever is killed."""

import hashlib
import time
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...exchange import Unreadable
from ..mediation.drop import Drop
from .call_billing_service import OPEN
from .outcome import Refused, Unreached

#: seconds after which a job leaves the rest to the next
BUDGET = 120
#: files of a service that are taken in a round, and bytes that one may have
AT_MOST, LARGEST = 50, 32 * 1024 * 1024
#: tells our locks from those of feeds and sources
LOCK = 0x53455256


class CallBillingService(models.Model):
    """Every step is a transaction of its own that begins with the service's lock, which ends with it: a process that
    is killed leaves no lock, and what it was sending is seen to have been begun."""

    _inherit = "call.billing.service"

    @api.model
    def _cron_work(self):
        """Jobs for the services that have something to do, and for those whose folders may have."""
        now = fields.Datetime.now()
        due = self.env["call.service.message"].search(
            [("state", "in", OPEN), "|", ("next_try", "=", False), ("next_try", "<=", now)]
        )
        services = due.service_id.filtered("active") | self.search([("kind", "!=", "http")])
        for service in services:
            service._let_a_job_work()

    @api.model
    def _cron_sie(self):
        """Queue yesterday's journal for the services that want it."""
        for service in self.search([("sie_daily", "=", True), ("kind", "!=", "http")]):
            yesterday = fields.Date.context_today(service.with_context(tz=service._timezone())) - timedelta(days=1)
            service._queue_sie(yesterday)

    def _timezone(self):
        return self.company_id.partner_id.tz or self.env.user.tz or "UTC"

    def _queue_sie(self, day):
        messages = self.env["call.service.message"]
        key = f"sie-{day}"
        if not messages.search_count([("service_id", "=", self.id), ("direction", "=", "out"), ("key", "=", key)]):
            messages.create({"service_id": self.id, "direction": "out", "kind": "sie", "key": key, "date": day})
            self._let_a_job_work()

    def _let_a_job_work(self):
        for service in self.sudo():
            key = f"call.billing.service:{service.id}"
            description = self.env._("Exchange with %(name)s", name=service.name)
            service.with_delay(identity_key=key, description=description)._work()

    def action_work(self):
        """Send and fetch as soon as a job comes to it, now rather than in a minute."""
        self.check_access("read")
        self._let_a_job_work()
        return self._notice("success", self.env._("A job does it now. Reload in a moment."))

    @api.private
    def _work(self):
        """Send what is due, fetch what lies there, book what was received. This is the job; it commits."""
        self.ensure_one()
        self.env.cr.rollback()
        service = self.sudo().with_company(self.sudo().company_id)
        until = time.monotonic() + BUDGET
        service._send_due(until)
        if service.kind != "http":
            service._fetch_files()
        service._book_received(until)

    def _send_due(self, until):
        while time.monotonic() < until and self._try_lock():
            message = self._next([("direction", "=", "out")])
            if not message:
                break
            message._begin_attempt()
            self._commit()
            if not self._try_lock():
                break  # another process took over; it finds the message when its next try is due
            may_go_on = message._send()
            self._commit()
            if not may_go_on:
                break
        self._commit()

    def _book_received(self, until):
        while time.monotonic() < until and self._try_lock():
            message = self._next([("direction", "=", "in")])
            if not message:
                break
            try:
                message._book_safely()
                self._commit()
            except (OperationalError, ConcurrencyError):
                self.env.cr.rollback()  # somebody was at the same entries: the next round books it
                break
        self._commit()

    def _next(self, domain):
        due = ["|", ("next_try", "=", False), ("next_try", "<=", fields.Datetime.now())]
        scope = [("service_id", "=", self.id), ("state", "in", OPEN), *domain, *due]
        return self.env["call.service.message"].search(scope, order="id", limit=1)

    def _fetch_files(self):
        """Keep the messages of files that the service laid there, and put the files aside."""
        if not self._try_lock():
            return
        try:
            with self._troubles(), self._inbox() as place:
                self._take_files(Drop(place, self._owner()))
        except (Refused, Unreached) as error:
            self.last_error = str(error)
        self._commit()

    def _take_files(self, drop):
        """First those that a killed process had claimed: what it kept of them is known, and not kept again."""
        for claimed in drop.claimed():
            self._take_file(drop, claimed)
        ready, seen = drop.ready("*", self.seen or {}, self.settle, time.time())
        for name in ready[:AT_MOST]:
            seen.pop(name)
            if claimed := drop.claim(name):
                self._take_file(drop, claimed)
        self.seen = seen

    def _take_file(self, drop, claimed):
        name = drop.name_of(claimed)
        with drop.open(claimed) as file:
            content = file.read(LARGEST + 1)
        reason = ""
        if len(content) > LARGEST:
            reason = self.env._("It is larger than %(size)s MB: split it.", size=LARGEST // 1024**2)
        else:
            try:
                self._receive(content, not name.lower().endswith(".json"))
            except Unreadable as error:
                reason = self.env["call.service.message"]._unreadable_texts()[error.reason]
        if reason:
            self._tell_trouble(self, self.env._("File %(name)s cannot be read", name=name), reason)
        # kept before the file goes: whoever is killed in between finds it claimed, and nothing in it new
        self._commit()
        if reason:
            drop.fail(claimed, reason)
        else:
            drop.finish(claimed, True)

    def _owner(self):
        """Tells this service of this database from any other that takes files from the same place."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return hashlib.sha256(f"{uuid}/service/{self.id}".encode()).hexdigest()[:8]

    def _try_lock(self):
        """Keep other processes from this service until the transaction ends; whether that went well."""
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (LOCK, self.id))
        return self.env.cr.fetchone()[0]

    def _commit(self):
        """Jobs that may commit have a cursor of their own, see data/call_exchange_data.xml."""
        self.env.cr.commit()  # pylint: disable=invalid-commit
