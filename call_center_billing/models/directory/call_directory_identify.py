"""Who is calling? The first call of an unknown number, answered while the caller waits."""

import logging
import time
from typing import NamedTuple

from psycopg2 import IntegrityError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.sql_db import Cursor

from ...directory import is_e164, judge
from .deadline import Deadline

_logger = logging.getLogger(__name__)
#: seconds of the deadline that are kept for opening the account, and the part of a short one
RESERVE, SHARE = 0.25, 0.3
#: with less than that nobody is asked
SHORTEST = 0.05
#: what is more worth telling a clerk, when several directories said different things
WORTH = ("secret", "foreign", "incomplete", "unreachable", "none", "no_directory")


class Finding(NamedTuple):
    """What all directories together said.

    :ivar verdict: complete, or one of `WORTH`
    :ivar best: the look-up that decided, or knows most; maybe none
    :ivar lookups: all, including those that still held; :ivar asked: those made now
    """

    verdict: str
    best: object
    lookups: object
    asked: object


class CallDirectory(models.Model):
    """A number with a complete address at home becomes an account, any other a task for a clerk."""

    _inherit = "call.directory"

    @api.model
    @api.private
    def _identify(self, source, number, deadline_seconds):
        """The account of an unknown number, opened now if a directory knows its subscriber's whole address.

        Begins the transaction anew, so nothing may have been written in it, and commits: what was asked and answered
        stays known, and paid for, whatever becomes of the call. Two first calls of a number at once ask once.

        :param call.source source: the switch that asks, in whatever environment
        :param str number: E.164; anything else has no account, and makes no task
        :param float deadline_seconds: by then there is an answer, whatever directories do
        :return: the account, or an empty `res.partner`: send the caller to customer service
        """
        deadline = Deadline(deadline_seconds)
        source = source.with_user(SUPERUSER_ID).with_context(mail_notrack=True)
        source = source.with_company(source.company_id)
        desk = self.with_env(source.env)
        if not is_e164(number or "") or not desk._lock_number(source.company_id, number, deadline):
            return desk.env["res.partner"]
        account = desk._owner(source.company_id, number) or desk._find_out(source, number, deadline)
        desk._end()
        return account

    def _lock_number(self, company, number, deadline):
        """Be the only one who looks this number up, in a transaction that sees what others have committed.

        :return: whether it is so before the time is over
        """
        if isinstance(self.env.cr, Cursor):  # a test's cursor commits nothing
            self.env.cr.rollback()
            self.env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        name = f"call.directory {company.id} {number}"
        while True:
            self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
            if self.env.cr.fetchone()[0]:
                self.env.invalidate_all()
                return True
            if deadline.left() < SHORTEST:
                return False
            time.sleep(0.02)

    def _end(self):
        self.env.flush_all()
        if isinstance(self.env.cr, Cursor):
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _owner(self, company, number, from_now_on=False):
        """Whose number it is at this moment, or will be some day `from_now_on`."""
        now = fields.Datetime.now()
        mine = Domain("company_id", "=", company.id) & Domain("number", "=", number)
        mine &= Domain("valid_to", "=", False) | Domain("valid_to", ">", now)
        if not from_now_on:
            mine &= Domain("valid_from", "<=", now)
        return self.env["call.number"].search(mine, limit=1).partner_id

    def _find_out(self, source, number, deadline):
        """Ask, and do what follows from the answers."""
        finding = self._look_up(source, number, deadline)
        account = self.env["res.partner"]
        if finding.verdict == "complete":
            account = self._open(finding.best)
        if not account:
            verdict = "failed" if finding.verdict == "complete" else finding.verdict
            self.env["call.directory.task"]._note(source, number, verdict, finding)
        self._pause_for(finding.asked)
        return account

    def _look_up(self, source, number, deadline):
        """Ask one directory after the other, until one knows enough or the time is over.

        :rtype: Finding
        """
        company, verdicts = source.company_id, {}
        lookups = asked = self.env["call.directory.lookup"]
        directories = self._to_ask(company, number)
        for directory in directories:
            lookup = directory._cached(number)
            if not lookup:
                seconds = deadline.left() - min(RESERVE, deadline.seconds * SHARE)
                if seconds < SHORTEST and directory.kind != "register":
                    verdicts.setdefault("unreachable", asked.browse())
                    continue  # our own register comes later, maybe, and takes no time
                lookup = directory._ask(number, seconds, source_id=source.id)
                asked |= lookup
            lookups |= lookup
            verdict = self._verdict(lookup)
            verdicts.setdefault(verdict, lookup)
            if verdict in ("complete", "secret", "foreign"):
                break
        if not directories:
            verdicts = {self._why_nobody(company): asked}
        verdict = next(word for word in ("complete", *WORTH) if word in verdicts)
        best = verdicts[verdict]
        if verdict == "none" and self._is_abroad(company, number):
            verdict = "foreign"
        return Finding(verdict, best, lookups, asked)

    def _verdict(self, lookup):
        """What a look-up says of the caller: complete, or one of `WORTH`."""
        if lookup.outcome in ("error", "timeout"):
            return "unreachable"
        if lookup.outcome in ("none", "secret"):
            return lookup.outcome
        verdict = judge(lookup._listing(), set(lookup.company_id._call_home_countries().mapped("code")))
        return "incomplete" if verdict == "complete" and lookup.outcome == "incomplete" else verdict

    def _is_abroad(self, company, number):
        """Whether a number is of no home country, by its first digits."""
        codes = [f"+{country.phone_code}" for country in company._call_home_countries() if country.phone_code]
        return bool(codes) and not number.startswith(tuple(codes))

    def _why_nobody(self, company):
        """Why there is no directory to ask: none at all, all are paused, or all are of other countries."""
        own = self.search([("company_id", "=", company.id)])
        if not own:
            return "no_directory"
        now = fields.Datetime.now()
        return "foreign" if own.filtered(lambda one: not one.paused_until or one.paused_until <= now) else "unreachable"

    def _open(self, lookup):
        """The account for what a look-up found; empty if it cannot be opened, which a clerk has to see."""
        if self._owner(lookup.company_id, lookup.number, from_now_on=True):
            return self.env["res.partner"]
        try:
            with self.env.cr.savepoint():
                vals = lookup._partner_vals(lookup.company_id)
                account = self.env["res.partner"]._call_open(lookup.company_id, vals, lookup.number, "directory")
                self.env.flush_all()
        except (UserError, IntegrityError):  # somebody was quicker, or another rule forbids it
            _logger.info("look-up %s: the account could not be opened", lookup.id)
            return self.env["res.partner"]
        lookup.partner_id = account
        account.message_post(
            body=self.env._(
                "Opened at the first call of %(number)s, with the address that %(directory)s gave.",
                number=lookup.number,
                directory=lookup.directory_id.name,
            )
        )
        return account
