"""Included units of calls that are rated again: given back first, then used again in the order of the calls."""

import json
from datetime import UTC, date

from ...plan.allowance import Take
from ..mediation.bundle_book import BundleBook, covering
from ..tariff.call_rate_unit import COUNTED

EVER = (date(1, 1, 1), date(9999, 12, 30))


class BundleRepricing:
    """Not a model: it lives for one computation, and changes nothing in the database.

    :param bool again: whether units are used anew; else calls keep those that they have
    :ivar takes: {call id: what it would use, as JSON} of calls that would use something else
    """

    def __init__(self, env, company, again):
        self.env = env
        self.company = company
        self.again = again
        self.book = BundleBook(env, company)
        self.takes = {}

    def concerns(self, partner_id, old_units):
        """Whether a call may have to do with bundles."""
        return bool(old_units) or (self.again and partner_id in self.book.partners)

    def free(self, rows):
        """How many units of each call are paid for: {call id: units}.

        :param list rows: dicts of the columns of `repricing.WHOLE`, with `rate_key` and `seconds` (or `quantity`) as
            they are without bundles, and `problem` where there is no new price
        """
        if not self.again:
            return {row["id"]: row["old_units"] for row in rows}
        uses = self._uses([row["id"] for row in rows])
        partners = {row["partner_id"] for row in rows}
        entitlements = self.env["call.bundle.entitlement"].search(
            [("partner_id", "in", list(partners)), ("company_id", "=", self.company.id)], order="id"
        )
        allowance = self.env["call.bundle.grant"]._allowance(self.company, partners, *EVER)
        for row in rows:
            if not row["problem"]:
                allowance.give_back(uses.get(row["id"], ()))
        free = {}
        for row in sorted(rows, key=lambda row: (row["started_at"], row["id"])):
            before = uses.get(row["id"], [])
            takes = before if row["problem"] else self._take(allowance, entitlements, row)
            free[row["id"]] = sum(take.paid for take in takes)
            if takes != before:
                self.takes[row["id"]] = json.dumps(takes)
        return free

    def _take(self, allowance, entitlements, row):
        rate = self.env["call.rate"].browse(row["rate_key"] or ())
        units = row["quantity"] if row["service"] in COUNTED else row["seconds"]
        need = units - (rate.free_seconds or 0)
        if not rate or need <= 0:
            return []
        partner = self.env["res.partner"].browse(row["partner_id"])
        local = self.book.local(partner, row["started_at"].astimezone(UTC).replace(tzinfo=None))
        own = entitlements.filtered(lambda one: one.partner_id == partner)
        covers = covering(own, local, rate.service, rate.unit, rate.destination_id)
        return allowance.take(local.date(), need, covers) if covers else []

    def _uses(self, call_ids):
        """{call id: what it uses now}"""
        self.env["call.bundle.use"].flush_model()
        self.env.cr.execute(
            """SELECT call_id, grant_id, units, paid, period_id FROM call_bundle_use WHERE call_id = ANY(%s)
                ORDER BY id""",
            (call_ids,),
        )
        found = {}
        for call_id, *take in self.env.cr.fetchall():
            found.setdefault(call_id, []).append(Take(*take))
        return found
