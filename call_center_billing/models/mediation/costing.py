"""What does a call cost us? One answer for a new call and for one whose cost is worked out again."""

from typing import NamedTuple

from ..tariff.exchange import Exchange

#: the columns of `call.record` that follow from trunk and cost card
COST_COLUMNS = (*("trunk_code", "trunk_id", "cost_rate_id", "cost", "cost_currency_id", "cost_reason", "margin"),)
#: states in which a call may yet get a price: until then nobody knows what is earned
WITHOUT_PRICE = ("unmatched", "unrated")


class Leg(NamedTuple):
    """A call as its carrier sees it. Times are UTC, naive; `trunk_code` is what the switch wrote, maybe nothing."""

    trunk_code: str
    a_number: str
    b_number: str
    started_at: object
    talk_seconds: int
    duration: int
    outcome: str


class CallCosts:
    """Finds the trunks of one source's calls and prices them by the trunks' cost cards.

    Costs come from the same look-up as prices: the card's version at the start of the call, that version's rules of
    what is charged (a carrier may charge for calls that nobody answered), and `rating.rate`.

    Not a model: it lives within one transaction and has no state worth keeping.
    """

    def __init__(self, env, source):
        self.env = env(su=True)
        self.source = source.sudo()
        self.company = self.source.company_id
        self.exchange = Exchange(self.env, self.company)
        found = self.env["call.trunk"].search([("source_id", "=", source.id)])
        self.trunks = {trunk.code or "": trunk for trunk in found}
        self.known = frozenset(found.ids)
        self._own = {}

    def prepare(self, legs):
        """Look up at once which called numbers are our own customers'."""
        if self.trunks:
            numbers = {leg.b_number for leg in legs if leg.b_number and leg.trunk_code not in self.trunks}
            unknown = numbers - self._own.keys()
            found = self.env["call.number"]._owners(self.company, unknown) if unknown else {}
            self._own.update({number: found.get(number, ()) for number in unknown})

    def vals(self, leg, state, amount, currency_id, previous_id=None):
        """The columns of a call that follow from the trunk it left by.

        :param Leg leg: the call
        :param str state: of the call; with its price (micro-units) and the price's currency
        :param int previous_id: trunk that the call had before: if it has been archived since, the call keeps it
        :rtype: dict[str, object]
        """
        vals = dict.fromkeys(COST_COLUMNS) | {"trunk_code": leg.trunk_code or None}
        if not (self.trunks or previous_id) or leg.outcome == "denied":  # turned away: it never left
            return vals
        trunk, reason = self._trunk(leg, previous_id)
        if not trunk:
            return vals | {"cost_reason": reason}
        vals["trunk_id"] = trunk.id
        cost = self._cost(trunk, leg)
        if cost.get("cost") is None:
            return self._without_cost(vals, trunk, leg, cost["cost_reason"])
        return vals | cost | {"margin": self._margin(leg, cost, state, amount, currency_id)}

    def _trunk(self, leg, previous_id):
        """The trunk of a call, or the reason why it has none that is known (None: it needs none)."""
        code = leg.trunk_code or ""
        if previous_id and previous_id not in self.known:  # archived since
            return self.env["call.trunk"].browse(previous_id), None
        if code and code in self.trunks:
            return self.trunks[code], None
        if self._is_own(leg):
            return None, None
        if "" in self.trunks:
            return self.trunks[""], None
        return None, "no_trunk" if code and (leg.b_number or "").startswith("+") else None

    def _is_own(self, leg):
        """Whether the call went to a number of a customer of ours, which needs no carrier."""
        periods = self._own.get(leg.b_number, ())
        return any(since <= leg.started_at and (not until or leg.started_at < until) for since, until, *_ in periods)

    def _cost(self, trunk, leg):
        """What the carrier charges, or the reason why nobody knows."""
        card = trunk.rate_card_id
        if not card:
            return {"cost_reason": "no_card"}
        version = card._version_at(leg.started_at)
        if not version:
            return {"cost_reason": "no_version"}
        seconds = version._charged_seconds(leg.outcome, leg.talk_seconds, leg.duration)
        if seconds is None:
            return {"cost": 0, "cost_currency_id": card.currency_id.id}
        rated = version._rate_call(leg.b_number, leg.started_at, seconds, leg.a_number)
        if rated.amount is None:
            return {"cost_reason": "no_rate"}
        rate_id = rated.rate.key if rated.rate else None
        return {"cost": rated.amount, "cost_currency_id": card.currency_id.id, "cost_rate_id": rate_id}

    def _without_cost(self, vals, trunk, leg, reason):
        """A short code that the trunk for all other calls has no rate for is an extension: no carrier had it."""
        if not trunk.code and reason == "no_rate" and not (leg.b_number or "").startswith("+"):
            return vals | {"trunk_id": None}
        return vals | {"cost_reason": reason}

    def _margin(self, leg, cost, state, amount, currency_id):
        """Price less cost, in the price's currency; that of the company for a call that nobody pays for."""
        if state in WITHOUT_PRICE:
            return None
        target = currency_id or self.company.currency_id.id
        price = (amount or 0) if state == "rated" else 0
        day = leg.started_at.date()
        return price - self.exchange.convert(cost["cost"], cost["cost_currency_id"], target, day)
