"""`authorize`: the answer, and the hold or denial that it leaves."""

import json
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import InterfaceError, OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.sql_db import Cursor

from ..directory.deadline import Deadline
from .answers import decision_json
from .moment import precise_now
from .no_cursor import NoCursor
from .refusals import other_question
from .terms_cache import shape_of
from .warm_connection import warm_connections

HOLD_COLUMNS = (
    *("id", "source_id", "call_id", "company_id", "partner_id", "number_id", "by_pin", "a_number", "b_number"),
    *("numbers", "account_code", "currency_id", "amount", "price", "max_seconds", "warn_at", "question"),
    *("answer", "state", "begun_at", "expires_at", "inbound"),
    *("bundle_units", "sub_account_id"),
)
DENIAL_COLUMNS = (
    *("source_id", "call_id", "company_id", "partner_id", "number_id", "a_number", "b_number", "decision"),
    *("reason", "block_id", "question", "answer", "asked_at"),
)
#: seconds that are left for the answer when an unknown caller has been looked up
LAST = 0.1
#: what errors begin with by which a server says good-bye
GONE = "57P"
#: of a denial that is no last word: what is asked again may be answered otherwise
PASSING = frozenset({"wrong_pin", "pin_locked"})


class CallAdmission(models.AbstractModel):
    """One question, one answer, however often it is asked."""

    _inherit = "call.admission"

    @api.model
    def _authorize(self, source, question):
        """May this call take place?

        :param ApiSource source: who asks
        :param Question question: what is asked
        :return: the answer as JSON is made of it
        :raise Refusal: the call's id was used for another question
        """
        deadline = Deadline(source.deadline / 1000)
        payer, outcome = self._payer(source, question)
        answer = self._asked_twice(source, question, payer, outcome, looking=True)
        if answer is None:
            self._identify(source, question, max(deadline.left() - LAST, 0))
            left = max(deadline.left(), LAST)
            answer = self._asked_twice(source._replace(deadline=round(left * 1000)), question, payer, outcome)
        return answer

    def _authorize_known(self, source, question):
        """As `_authorize`, of a question without a PIN; None if its caller is yet to be looked up."""
        return self._asked_twice(source, question, None, "ok", looking=True)

    def _asked_twice(self, *asked, **options):
        """As `_asked`; once more if a connection has ended since it was used last, as when the database was away."""
        try:
            return self._asked(*asked, **options)
        except (InterfaceError, OperationalError) as error:
            if error.pgcode and not error.pgcode.startswith(GONE):
                raise
            warm_connections(self.env.cr.dbname, self.env.cr.readonly).forget()
            return self._asked(*asked, **options)

    def _asked(self, source, question, payer, outcome, looking=False):
        """Ask the database, decide and note; what is noted is committed.

        :param bool looking: whether an unknown caller is yet to be looked up; None is the answer then
        """
        with self._cursor(source.deadline) as (cr, own):
            moment = precise_now()
            begin = "BEGIN; " if own and question.hold else ""
            facts = self._read_facts(source, question, moment, payer, cr, begin)
            if isinstance(self.env.cr, NoCursor):
                self.env.cr.check(facts["signals"])
            if prior := self._prior(facts, question):
                return prior
            if looking and self._is_unknown(question, facts, outcome):
                return None
            decision, balance = self._decide(source, question, facts, moment, outcome)
            answer = self._answer(source, question, facts, decision, balance, moment)
            nobody = decision.decision == "allow" and facts["account"] is None  # an emergency: nothing is reserved
            if question.hold and not nobody:
                self._keep(cr, "; COMMIT" if own else "", source, question, facts, decision, answer, moment)
            elif question.hold and own:
                cr.execute("COMMIT")
            return answer

    @contextmanager
    def _cursor(self, deadline):
        """A cursor whose connection knows the plans, and whether it is one; a test has one connection for all."""
        cr = self.env.cr
        if not isinstance(cr, Cursor | NoCursor):
            yield cr, False
            return
        with warm_connections(cr.dbname, cr.readonly).cursor(deadline) as warm:
            yield warm, True

    def _payer(self, source, question):
        """The account that a PIN names, and what came of the PIN."""
        if not question.pin or question.emergency:
            return None, "ok"
        self._begin(source.deadline)
        company = self.env["res.company"].browse(source.company_id)
        partner, outcome = self.env["call.pin"]._verify(company, question.pin)
        self.env.flush_all()
        return partner.id or None, outcome

    @staticmethod
    def _prior(facts, question):
        """The answer that this call got before; None for none."""
        if "prior" not in facts:
            return None
        hold, asked, answer = facts["prior"]
        if asked != question.digest():
            raise other_question(question.call_id)
        return answer | {"hold": hold}

    def _is_unknown(self, question, facts, outcome):
        if question.inbound or question.emergency:
            return False
        nobody = facts["account"] is None and not facts.get("block") and outcome == "ok"
        return nobody and question.hold and question.caller.kind == "e164"

    def _identify(self, source, question, seconds):
        """Look up who has an unknown number, which opens an account for it, or leaves a task for a clerk."""
        record = self.env["call.source"].browse(source.id)
        self.env["call.directory"]._identify(record, question.caller.text, seconds)

    def _answer(self, source, question, facts, decision, balance, moment):
        lang = question.lang or facts.get("lang") or source.lang
        prompt = self.env["call.prompt"]._spoken(decision.prompt, lang) if decision.prompt else None
        from_dialling = False
        if balance is not None:
            slot = self._slot(source.company_id, shape_of(facts), facts, moment)
            from_dialling = slot.from_dialling
        return decision_json(source, facts, decision, balance, prompt, from_dialling)

    def _keep(self, cr, end, source, question, facts, decision, answer, moment):
        """Write the hold or the denial."""
        common = (source.id, question.call_id, source.company_id, facts["account"], facts.get("number"))
        numbers = (question.caller.text or None, question.called.text)
        if decision.decision == "allow":
            lifetime = source.ring + decision.max_seconds + source.grace
            answer["expires_at"] = f"{moment + timedelta(seconds=lifetime):%Y-%m-%dT%H:%M:%SZ}"
            answer["hold"] = facts["hold"]
            self._insert(
                cr,
                end,
                "call_hold",
                HOLD_COLUMNS,
                (
                    *(facts["hold"], *common, bool(question.pin), *numbers),
                    *(json.dumps(question.raw), question.code or None),
                    *(source.currency_id, decision.amount, decision.value, decision.max_seconds, decision.warn_at),
                    *(question.digest(), json.dumps(answer), "open", moment, moment + timedelta(seconds=lifetime)),
                    question.inbound or None,
                    self._held_units(facts, decision),
                    facts.get("user"),
                ),
            )
            return
        asked = None if decision.reason in PASSING else question.digest()
        words = (decision.decision, decision.reason, facts.get("block"), asked, json.dumps(answer), moment)
        self._insert(cr, f" ON CONFLICT DO NOTHING{end}", "call_denial", DENIAL_COLUMNS, (*common, *numbers, *words))

    @staticmethod
    def _insert(cr, end, table, columns, values):
        marks = ", ".join(["%s"] * len(columns))  # all names are constants of this file
        try:
            cr.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){end}", values)
        except UniqueViolation as error:  # asked twice at once, with two callers
            raise other_question(values[columns.index("call_id")]) from error
