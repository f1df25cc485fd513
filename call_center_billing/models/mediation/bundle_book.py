"""Included units for the calls of one batch."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from ...plan.allowance import Allowance

DAY = timedelta(days=1)
#: what calls used, found by source and identity for calls that were stored in this transaction
USES = """
INSERT INTO call_bundle_use (grant_id, company_id, call_id, started_at, units, paid, period_id)
SELECT new.grant_id, %s, call.id, call.started_at, new.units, new.paid, new.period_id
  FROM unnest(%s::int[], %s::int[], %s::varchar[], %s::timestamp[], %s::bigint[], %s::bigint[], %s::int[])
       new (grant_id, source_id, identity, started_at, units, paid, period_id)
  JOIN call_record_store call ON call.source_id = new.source_id AND call.identity = new.identity
   AND call.started_at = new.started_at AND call.wholesale_level IS NULL"""


class BundleBook:
    """What the accounts of a company have left, and what calls use of it.

    Not a model: it lives within one transaction, and holds the grants of the accounts that it was asked about.
    """

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self._partners = self._payers = None
        self._entitlements = {}
        self._allowances = {}
        self._spans = {}
        self._uses = []

    @property
    def partners(self):
        """Ids of the accounts that have or had a bundle; a company without pays for this question alone."""
        if self._partners is None:
            query = "SELECT DISTINCT partner_id FROM call_bundle_entitlement WHERE company_id = %s"
            self.env.cr.execute(query, (self.company.id,))
            self._partners = frozenset(row[0] for row in self.env.cr.fetchall())
        return self._partners

    @property
    def payers(self):
        """Those accounts, and their sub-accounts: {id: id of the account that has the bundle}."""
        if self._payers is None:
            query = "SELECT id, call_payer_id FROM res_partner WHERE call_payer_id = ANY(%s)"
            self.env["res.partner"].flush_model(["call_payer_id"])
            self.env.cr.execute(query, (list(self.partners),))
            self._payers = {partner: partner for partner in self.partners} | dict(self.env.cr.fetchall())
        return self._payers

    def prepare(self, partners, first, last):
        """Lock what these accounts have, all at once and in the order of ids.

        :param res.partner partners: accounts of `partners`; :param datetime first, last: of their calls (UTC, naive)
        """
        span = (first.date() - DAY, last.date() + DAY)  # whatever the zone
        missing = [key for key in partners.ids if not self._is_known(key, span)]
        if not missing:
            return
        spans = [span, *(self._spans[key] for key in missing if key in self._spans)]
        span = (min(each[0] for each in spans), max(each[1] for each in spans))
        model = self.env["call.bundle.entitlement"]
        found = model.search([("partner_id", "in", missing), ("company_id", "=", self.company.id)], order="id")
        found._make_grants(span[1])
        allowance = self.env["call.bundle.grant"]._allowance(self.company, missing, *span, lock=True)
        owners = {one.id: one.partner_id.id for one in found}
        for key in missing:
            self._spans[key] = span
            self._entitlements[key] = found.filtered(lambda one, key=key: one.partner_id.id == key)
            self._add(key, [grant for grant in allowance.grants.values() if owners[grant.series] == key])

    def _add(self, key, grants):
        """Grants of an account; those that are known may have been used since."""
        allowance, before = self._allowances.setdefault(key, (Allowance(()), {}))
        for grant in grants:
            if grant.key not in before:
                allowance.grants[grant.key] = grant
                before[grant.key] = (grant.used, grant.carried)

    def _is_known(self, key, span):
        known = self._spans.get(key)
        return known and known[0] <= span[0] and span[1] <= known[1]

    def take(self, partner, call, started_at, rate, free, units):
        """Use what there is for a call.

        :param tuple call: (source id, identity); :param datetime started_at: UTC, naive
        :param call.rate rate: that prices it; :param int free: units that the rate itself does not charge
        :param int units: of the call
        :return: how many of them are paid for, on top of the rate's own
        """
        if partner.id not in self.partners or units <= free:
            return 0
        self.prepare(partner, started_at, started_at)
        local = self.local(partner, started_at)
        covers = covering(self._entitlements[partner.id], local, rate.service, rate.unit, rate.destination_id)
        takes = self._allowances[partner.id][0].take(local.date(), units - free, covers) if covers else ()
        self._uses += [(take, call, started_at) for take in takes]
        return sum(take.paid for take in takes)

    def local(self, partner, moment):
        """A moment by the account's clock."""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(partner._call_timezone(self.company)))

    def write_uses(self):
        """Write what was used, of calls that are in the store now."""
        if not self._uses:
            return
        rows = [(take.grant, *call, at, take.units, take.paid, take.period) for take, call, at in self._uses]
        self.env.flush_all()
        self.env.cr.execute(USES, (self.company.id, *(list(column) for column in zip(*rows, strict=True))))
        if self.env.cr.rowcount < len(rows):
            raise RuntimeError("calls that used included units are not in the store")
        self._uses.clear()
        self._write_grants()

    def _write_grants(self):
        model, told = self.env["call.bundle.grant"], set()
        changes = {}
        for allowance, before in self._allowances.values():
            for key in allowance.changed:
                grant = allowance.grants[key]
                used, carried = before[key]
                changes[key] = (grant.used - used, grant.carried - carried)
                before[key] = (grant.used, grant.carried)
            told |= allowance.changed
            allowance.changed.clear()
        model._add(changes)
        model.browse(told)._tell(changes)


def covering(entitlements, local, service, unit, destination):
    """How those of these bundles that cover a call pay for it: {entitlement id: plan.allowance.Cover}.

    :param datetime local: its start by the account's clock
    :param str service, unit: of the rate that prices it; :param call.destination destination: where it goes
    """
    found = {}
    for one in entitlements:
        bundle = one.bundle_id
        if bundle._covers(service, unit, destination) and bundle._holds_at(local):
            found[one.id] = bundle._cover()
    return found
