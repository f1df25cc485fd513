"""`extend`: a call goes on, and more is reserved for it."""

from datetime import timedelta

from odoo import api, fields, models

from ...admission import Facts, Limits, Usage, decide
from ...cdr import Number, compact
from .answers import balance_json
from .call_admission import NOTHING
from .call_admission_end import ENDED, check_elapsed
from .facts_function import ACCOUNT_LOCK
from .question import Question
from .refusals import Refusal
from .terms_cache import shape_of

DAY = 86_400


class CallAdmission(models.AbstractModel):
    """Longer calls."""

    _inherit = "call.admission"

    @api.model
    def _extend(self, source, call_id, talk_seconds, seconds=0, lang=""):
        """For how much longer may a call last?

        What was granted is never taken back, so that events that come late or twice do no harm: a call may last as
        long as its longest answer said.

        :param int talk_seconds: of conversation so far; :param int seconds: wanted on top
        :raise Refusal: there is no such call, or it has ended
        """
        self._begin(source.deadline)
        moment = fields.Datetime.now()
        hold = self._hold_to_extend(source, compact(call_id))
        check_elapsed(hold, talk_seconds)
        question = _question_of(source, hold, lang)
        facts = self._read_facts(source, question, moment, (hold.sub_account_id or hold.partner_id).id)
        wanted = min(talk_seconds + (seconds or source.seconds), DAY)
        decision, balance, slot = self._decide_longer(source, question, facts, hold, wanted, moment)
        if decision.decision == "allow" and decision.max_seconds > hold.max_seconds:
            self._prolong(source, hold, decision, moment, facts)
        said = decision.prompt and self.env["call.prompt"]._spoken(
            decision.prompt, lang or facts["lang"] or source.lang
        )
        return {
            "decision": decision.decision,
            "reason": decision.reason,
            "prompt": said or None,
            "max_seconds": hold.max_seconds,
            "warn_at": hold.warn_at or None,
            "counted_from": "dial" if slot and slot.from_dialling else "answer",
            "account": {"id": (hold.sub_account_id or hold.partner_id).id, "lang": facts.get("lang")},
            "balance": balance_json(source, balance),
            "bundles": facts.get("bundles_told", []),
            "hold": hold.id,
            "expires_at": f"{hold.expires_at:%Y-%m-%dT%H:%M:%SZ}",
            "if_unavailable": source.down,
        }

    def _hold_to_extend(self, source, key):
        """The hold of a call in progress. Its account is locked first, as when a call is asked for."""
        found = self.env["call.hold"].search([("source_id", "=", source.id), ("call_id", "=", key)], limit=1)
        if found:
            self.env.cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", (ACCOUNT_LOCK, found.partner_id.id))
            found.invalidate_recordset()
        hold = self._hold_of(source, key)
        if hold.state in ENDED:
            raise Refusal(409, "ended", "The call has ended.")
        return hold

    def _decide_longer(self, source, question, facts, hold, wanted, moment):
        """The decision on the whole call, from its begin; what it holds back already is its own to use."""
        if facts.get("block"):
            return decide(NOTHING._replace(block=facts["block_prompt"])), None, None
        if question.emergency:
            return decide(NOTHING._replace(wanted=wanted, emergency=True)), None, None
        balance = self._balance(source, facts, moment)
        own, spent = (hold.amount, hold.price) if self._is_live(hold, moment) else (0, 0)
        slot = self._slot(source.company_id, shape_of(facts), facts, hold.begun_at)
        prices = self._prices(slot, question, facts, hold.begun_at)
        prices = self._with_bundles(
            source, facts, prices, hold.begun_at, self._is_live(hold, moment) and hold.bundle_units
        )
        scopes = tuple(
            (Limits(day=limits.day), Usage(spent=usage.spent - spent))
            for limits, usage in self._scopes(source, question, facts, moment)
        )
        asked = Facts(
            caller="known",
            block=None,
            prices=prices,
            budget=self._budget(source, facts, slot, prices, moment) if prices else None,
            balance=balance._replace(reserved=balance.reserved - own),
            minimum=0,
            scopes=scopes,
            blocked=frozenset(),
            wanted=wanted,
            warning=source.warning,
        )
        return self._decide_with_bundles(facts, asked), balance, slot

    @staticmethod
    def _is_live(hold, moment):
        return hold.state == "open" and hold.expires_at > moment

    def _prolong(self, source, hold, decision, moment, facts):
        lifetime = source.ring + decision.max_seconds + source.grace
        hold.write(
            {
                "amount": decision.amount,
                "price": decision.value,
                "max_seconds": decision.max_seconds,
                "warn_at": decision.warn_at,
                "bundle_units": self._held_units(facts, decision),
                "expires_at": max(hold.begun_at + timedelta(seconds=lifetime), moment),
                "state": "open",
            }
        )
        self.env.flush_all()


def _question_of(source, hold, lang):
    """What was asked for, of a call in progress."""
    return Question(
        call_id="",
        caller=Number(hold.a_number or "", "e164"),
        called=Number(hold.b_number, "e164"),
        code=hold.account_code or "",
        lang=lang,
        inbound=hold.inbound,
        open_to="" if hold.inbound else source.open_numbers.get(hold.b_number, ""),
    )
