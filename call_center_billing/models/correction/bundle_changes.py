"""A customer's part of a correction, applied to included units: all are given back, then used as was computed."""

import json

from odoo.exceptions import UserError

from ...plan.allowance import Exhausted, Take
from .bundle_repricing import EVER


class BundleChanges:
    """Not a model: it lives within one transaction.

    :param call.correction.account account: whose calls
    """

    def __init__(self, account):
        self.env = account.env
        self.partner_id = account.partner_id.id
        self.company = account.correction_id.company_id
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT call_id, started_at, bundle_takes FROM call_correction_line
                WHERE account_id = %s AND state = 'computed' AND action <> 'none' AND bundle_takes IS NOT NULL
                ORDER BY call_id""",
            (account.id,),
        )
        self.rows = [(key, at, [Take(*take) for take in json.loads(text)]) for key, at, text in self.env.cr.fetchall()]
        self.allowance = None

    def lock(self):
        """Keep others from using units of the account meanwhile."""
        if self.rows:
            grants = self.env["call.bundle.grant"]
            self.allowance = grants._allowance(self.company, [self.partner_id], *EVER, lock=True)

    def apply(self):
        """Write what calls use now.

        :raise UserError: the units are used up since it was computed
        """
        if not self.rows:
            return
        before = {key: (grant.used, grant.carried) for key, grant in self.allowance.grants.items()}
        try:
            self.allowance.give_back(self._given_back())
            self.allowance.use(take for _key, _at, takes in self.rows for take in takes)
        except (Exhausted, KeyError) as error:
            raise UserError(
                self.env._(
                    "Included units were used by other calls since this was computed. Compute the customers set aside "
                    "again."
                )
            ) from error
        self._write_uses()
        self.env["call.bundle.grant"]._add(
            {
                key: (self.allowance.grants[key].used - used, self.allowance.grants[key].carried - carried)
                for key, (used, carried) in before.items()
            }
        )

    def _given_back(self):
        self.env.cr.execute(
            "DELETE FROM call_bundle_use WHERE call_id = ANY(%s) RETURNING grant_id, units, paid, period_id",
            ([key for key, _at, _takes in self.rows],),
        )
        return [Take(*row) for row in self.env.cr.fetchall()]

    def _write_uses(self):
        uses = [
            (take.grant, self.company.id, key, at, take.units, take.paid, take.period)
            for key, at, takes in self.rows
            for take in takes
        ]
        names = "grant_id, company_id, call_id, started_at, units, paid, period_id"
        if uses:
            self.env.cr.execute_values(f"INSERT INTO call_bundle_use ({names}) VALUES %s", uses)
        self.env.cr.execute_values(
            """UPDATE call_record call SET bundle_units = new.units
                 FROM (VALUES %s) new (id, started_at, units)
                WHERE call.id = new.id AND call.started_at = new.started_at""",
            [(key, at, sum(take.paid for take in takes)) for key, at, takes in self.rows],
        )
        self.env["call.bundle.use"].invalidate_model()
        self.env["call.record"].invalidate_model()
