"""Included units when a call is asked for: they are used before money is, and other calls in progress hold theirs.

What bundles cover is read by the models: a question about an account with included units goes the ordinary way.
"""

from datetime import UTC, date
from zoneinfo import ZoneInfo

from odoo import api, models

from ...admission import decide
from ...plan.allowance import Allowance, Grant
from ..admission.engine_prices import DAY
from ..mediation.bundle_book import covering
from .bundle_text import bundle_json


class CallAdmission(models.AbstractModel):
    """What bundles pay for of a call that has not been made yet."""

    _inherit = "call.admission"

    @api.model
    def _with_bundles(self, source, facts, prices, moment, own=0):
        """The prices after what bundles pay for. Notes in the facts what that is, and what the switch is told of it.

        :param engine_prices.EnginePrices prices: of the call; None if it has none
        :param int own: units that the call holds already
        """
        if not facts.get("bundles"):
            return prices
        local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(facts["zone"] or source.zone))
        allowance = Allowance(_grant(row) for row in facts["bundles"])
        series = sorted({grant.series for grant in allowance.grants.values()})
        entitlements = self.env["call.bundle.entitlement"].browse(series)
        facts["bundles_told"] = [
            bundle_json(one.bundle_id, allowance.units(local.date(), one.id)) for one in entitlements
        ]
        if prices is None:
            return None
        rate = self.env["call.rate"].browse(prices.first.rate.key)
        covers = covering(entitlements, local, rate.service, rate.unit, rate.destination_id)
        units, calls = facts["bundle_holds"]
        counted = {key for key, cover in covers.items() if cover.whole}
        if counted and sum(allowance.units(local.date(), key) for key in counted) <= calls - bool(own):
            covers = {key: cover for key, cover in covers.items() if not cover.whole}
        left = allowance.left(local.date(), covers) if covers else 0
        free = DAY if left is None else max(left - (units - own), 0)
        facts["bundle_free"] = free
        return prices.with_free(free)

    @api.model
    def _decide_with_bundles(self, facts, asked):
        """The decision; who has no money may use what is included.

        :param dict facts: of the database; :param admission.Facts asked: of the decision
        """
        decision = decide(asked)
        free = facts.get("bundle_free")
        if not free or decision.reason != "no_credit":
            return decision
        seconds = min(asked.wanted, free)
        decision = decide(asked._replace(wanted=seconds))
        if decision.decision == "allow" and seconds < asked.wanted and 0 < asked.warning < seconds:
            return decision._replace(warn_at=seconds - asked.warning)
        return decision

    @staticmethod
    def _held_units(facts, decision):
        """Units of bundles that a call is counted on to use."""
        return min(facts.get("bundle_free", 0), decision.max_seconds)


def _grant(row):
    """A grant of the facts, which are JSON and know no dates."""
    return Grant(*row[:3], *map(date.fromisoformat, row[3:6]), *row[6:])
