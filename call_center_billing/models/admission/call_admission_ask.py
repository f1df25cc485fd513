"""`authorize`: the answer, and the hold or denial that it leaves."""

import json
from datetime import timedelta

from odoo import api, models

from .answers import decision_json
from .moment import precise_now
from .refusals import other_question
from .terms_cache import shape_of

HOLD_COLUMNS = (
    *("source_id", "call_id", "company_id", "partner_id", "number_id", "by_pin", "a_number", "b_number"),
    *(
        "numbers",
        "account_code",
        "currency_id",
        "amount",
        "price",
        "max_seconds",
        "warn_at",
        "question",
        "answer",
        "state",
    ),
    *("begun_at", "expires_at"),
)
DENIAL_COLUMNS = (
    *("source_id", "call_id", "company_id", "partner_id", "number_id", "a_number", "b_number", "decision"),
    *("reason", "block_id", "question", "answer", "asked_at"),
)
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
        if question.hold:
            self._begin(source.deadline)
        moment = precise_now()
        payer, outcome = self._payer(source, question)
        facts = self._read_facts(source, question, moment, payer)
        if prior := self._prior(facts, question):
            return prior
        if self._is_unknown(question, facts, outcome) and self._identified(source, question):
            self._begin(source.deadline)  # the look-up has ended its own
            moment = precise_now()
            facts = self._read_facts(source, question, moment)
        decision, balance = self._decide(source, question, facts, moment, outcome)
        answer = self._answer(source, question, facts, decision, balance, moment)
        if question.hold:
            self._keep(source, question, facts, decision, answer, moment)
        return answer

    def _payer(self, source, question):
        """The account that a PIN names, and what came of the PIN."""
        if not question.pin:
            return None, "ok"
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
        nobody = facts["account"] is None and not facts.get("block") and outcome == "ok"
        return nobody and question.hold and question.caller.kind == "e164"

    def _identified(self, source, question):
        """Whether a directory knew who has the number: an account was opened for it."""
        record = self.env["call.source"].browse(source.id)
        return bool(self.env["call.directory"]._identify(record, question.caller.text, source.deadline / 1000))

    def _answer(self, source, question, facts, decision, balance, moment):
        lang = question.lang or facts.get("lang") or source.lang
        prompt = self.env["call.prompt"]._spoken(decision.prompt, lang) if decision.prompt else None
        from_dialling = False
        if balance is not None:
            slot = self._slot(source.company_id, shape_of(facts), facts, moment)
            from_dialling = slot.from_dialling
        return decision_json(source, facts, decision, balance, prompt, from_dialling)

    def _keep(self, source, question, facts, decision, answer, moment):
        """Write the hold, whose id the answer gets, or the denial."""
        common = (source.id, question.call_id, source.company_id, facts["account"], facts.get("number"))
        numbers = (question.caller.text or None, question.called.text)
        if decision.decision == "allow":
            lifetime = source.ring + decision.max_seconds + source.grace
            answer["expires_at"] = f"{moment + timedelta(seconds=lifetime):%Y-%m-%dT%H:%M:%SZ}"
            company = self.env["res.company"].browse(source.company_id)
            answer["hold"] = self._insert(
                "call_hold",
                HOLD_COLUMNS,
                (
                    *(*common, bool(question.pin), *numbers, json.dumps(question.raw), question.code or None),
                    *(company.currency_id.id, decision.amount, decision.value, decision.max_seconds, decision.warn_at),
                    *(question.digest(), json.dumps(answer), "open", moment, moment + timedelta(seconds=lifetime)),
                ),
            )
            if answer["hold"] is None:  # asked twice at once, with two callers
                raise other_question(question.call_id)
            return
        asked = None if decision.reason in PASSING else question.digest()
        words = (decision.decision, decision.reason, facts.get("block"), asked, json.dumps(answer), moment)
        self._insert("call_denial", DENIAL_COLUMNS, (*common, *numbers, *words))

    def _insert(self, table, columns, values):
        """The new row's id; None if there is one with its key."""
        marks = ", ".join(["%s"] * len(columns))  # all names are constants of this file
        query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING id"
        self.env.cr.execute(query, values)
        row = self.env.cr.fetchone()
        return row and row[0]
