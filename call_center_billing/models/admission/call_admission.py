"""May this call take place? From a question to an answer, in one transaction."""

import json
from datetime import UTC
from fractions import Fraction

from odoo import api, models
from odoo.sql_db import Cursor

from ... import rating
from ...admission import Balance, Budget, Facts, Free, Limits, Tax, Uninvoiced, Usage, decide, strictest, uninvoiced
from .call_balance import limit_of
from .engine_prices import engine_prices
from .facts_function import FACTS, READ, SIGNALS
from .limits import limits
from .reseller_function import RESELLERS
from .sub_account_function import SUB_ACCOUNT
from .terms_cache import shape_of


class CallAdmission(models.AbstractModel):
    """The decision: the database says what is, `admission.decide` what follows."""

    _inherit = "call.admission"

    def init(self):
        """Make the functions that read the facts."""
        self.env.cr.execute(SUB_ACCOUNT)
        self.env.cr.execute(RESELLERS)
        self.env.cr.execute(FACTS)
        self.env.cr.execute(SIGNALS)

    @api.model
    def _begin(self, deadline):
        """Begin a transaction that sees what others commit while it waits for its turn, and that ends in time.

        :param int deadline: milliseconds
        """
        if isinstance(self.env.cr, Cursor):  # a test's cursor commits nothing and begins nothing
            self.env.cr.rollback()
            self.env.cr.execute(
                "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = %s", (deadline,)
            )

    @api.model
    def _read_facts(self, source, question, moment, payer=None, cr=None, begin=""):
        """What is known about a call.

        :param int payer: the account, if a PIN named it
        :param cr: cursor to ask over; default: the environment's; :param str begin: statements to begin with
        :rtype: dict
        """
        values = (
            *(source.company_id, source.id, question.call_id, question.digest(), question.owned.text, payer),
            *(question.code, question.other.text, moment, source.zone),
            *(self.env["call.balance"]._has_positions(source.company_id), question.hold, source.counted),
            *(question.passes, source.did_billing),
        )
        if cr is None or cr is self.env.cr:
            cr = self.env.cr
            cr.execute(READ, values, log_exceptions=False)  # who asks is told
        else:
            cr.execute(begin + READ, values)
        facts, signals = cr.fetchone()
        facts = json.loads(facts) if isinstance(facts, str) else facts
        return facts | {"signals": signals}

    @api.model
    def _decide(self, source, question, facts, moment, outcome="ok"):
        """The decision, and the balance it rests on.

        :param str outcome: of the PIN: ok, wrong or locked
        :rtype: tuple[admission.Decision, admission.Balance or None]
        """
        wanted = question.seconds or source.seconds
        caller = _caller(question, facts, outcome)
        if question.emergency:
            return decide(NOTHING._replace(wanted=wanted, emergency=True)), None
        if caller != "known" or facts.get("block"):
            nothing = NOTHING._replace(caller=caller, block=facts.get("block_prompt"), inbound=question.inbound)
            return decide(nothing), None
        balance = self._balance(source, facts, moment)
        slot = self._slot(source.company_id, shape_of(facts), facts, moment)
        prices = self._with_bundles(source, facts, self._prices(slot, question, facts, moment), moment)
        return self._decide_with_bundles(
            facts,
            Facts(
                caller=caller,
                block=None,
                prices=prices,
                budget=self._budget(source, facts, slot, prices, moment) if prices else None,
                balance=balance,
                minimum=facts["credit"][3],
                scopes=self._scopes(source, question, facts, moment),
                blocked=source.blocked.union(facts["blocked"] or ()),
                wanted=wanted,
                warning=source.warning,
            ),
        ), balance

    def _balance(self, source, facts, moment):
        policy, credit, limit, _minimum = facts["credit"]
        receivable, reserved, sums = facts["parts"]
        model, day = self.env["call.balance"], moment.date()
        position = self._position(source.company_id, facts)
        net, tax = uninvoiced(
            (Uninvoiced(*each) for each in sums),
            lambda product: model._tax(source.company_id, position, product),
            lambda currency: model._factor(source.company_id, currency, day),
        )
        return Balance(limit_of(policy, credit, limit), receivable, net, tax, reserved)

    def _position(self, company_id, facts):
        """Id of the account's fiscal position; 0 for none. Noted in the facts, for it is asked for twice."""
        if "position" not in facts:
            place, model = facts.get("place"), self.env["call.balance"]
            facts["position"] = model._position_at(company_id, tuple(place), facts["account"]) if place else 0
        return facts["position"]

    @staticmethod
    def _prices(slot, question, facts, moment):
        if _is_free(question, facts):
            return FREE
        if slot.tariff is None:
            return None
        call = rating.Call(question.called.text, moment.replace(tzinfo=UTC), 1, question.caller.text)
        return engine_prices(slot.tariff, call)

    def _budget(self, source, facts, slot, prices, moment):
        model = self.env["call.balance"]
        if prices is FREE:
            return Budget(Tax(), Fraction(1))
        article = self._articles()[prices.destination]
        tax = model._tax(source.company_id, self._position(source.company_id, facts), article)
        return Budget(tax, model._factor(source.company_id, slot.currency, moment.date()))

    def _scopes(self, source, question, facts, moment):
        """The account's limits, and those of everybody together; for a call without a price that of channels alone."""
        channels, begun, held, spent, numbers, again = facts["usage"]
        model, day = self.env["call.balance"], moment.date()
        spent = sum(round(amount * model._factor(source.company_id, currency, day)) for currency, amount in spent)
        own = strictest(limits(*facts["limits"]), source.house)
        channels_of_all, begun_of_all = facts["total_usage"]
        spent_of_all = self._spent_by_all(source, moment) if source.total.day else 0
        free = _is_free(question, facts)
        own, total = (Limits(each.channels) if free else each for each in (own, source.total))
        return (
            (own, Usage(channels, begun, spent + held, numbers, again)),
            (total, Usage(channels_of_all, begun_of_all, spent_of_all)),
            *(() if free else self._sub_scopes(source, facts, day)),
        )

    def _sub_scopes(self, source, facts, day):
        """The limits of the sub-account that calls: its own, and what it may spend in a month."""
        if "user" not in facts:
            return ()
        month_limit, *own = facts["sub_limits"]
        channels, begun, numbers, again, held, spent_today, spent_this_month = facts["sub_usage"]

        def worth(sums):
            factor = self.env["call.balance"]._factor
            return held + sum(round(amount * factor(source.company_id, currency, day)) for currency, amount in sums)

        return (
            (limits(*own), Usage(channels, begun, worth(spent_today), numbers, again)),
            (limits(0, 0, month_limit, 0, 0), Usage(0, 0, worth(spent_this_month), 0, False)),
        )


FREE = Free()
NOTHING = Facts("known", None, None, None, Balance(0, 0, 0, 0, 0), 0, (), frozenset(), 0)
"""Facts that a refusal, or an emergency call, is decided by."""


def _caller(question, facts, outcome):
    if outcome != "ok":
        return "wrong_pin" if outcome == "wrong" else "pin_locked"
    if facts["account"] is not None:
        return "known"
    return "unknown" if question.owned.text else "withheld"


def _is_free(question, facts):
    """Whether the call is admitted without a price: calls that come in are, unless who holds the DID pays for them."""
    return question.free and not facts.get("holder_pays")
