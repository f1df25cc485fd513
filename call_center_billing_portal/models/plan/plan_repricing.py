"""What would an account's calls have cost with another plan? Priced as corrections price them, and nothing is kept."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo.tools import SQL

from odoo.addons.call_center_billing.models.correction.bundle_repricing import BundleRepricing
from odoo.addons.call_center_billing.models.correction.repricing import FOUND, Repricing

#: places in the rows of `Repricing`
MOMENT, OLD, NEW, PROBLEM = (FOUND.index(name) for name in ("started_at", "old_amount", "new_amount", "problem"))


class PlanBundles(BundleRepricing):
    """Included units, without those of the plan that another one would replace.

    :param call.bundle.entitlement without: what the calls would not use
    """

    def __init__(self, env, company, without):
        super().__init__(env, company, again=True)
        self.without = without

    def _take(self, allowance, entitlements, row):
        return super()._take(allowance, entitlements - self.without, row)


class PlanRepricing(Repricing):
    """Prices the calls of one account. Not a model: it lives within one transaction.

    :param env: its context names the price list that is supposed, see `res_partner.SUPPOSED`
    :param where: condition on `call`, as `Repricing` takes it
    """

    def __init__(self, env, company, where, without):
        super().__init__(env["call.correction"].new({"company_id": company.id, "method": "rules"}), where)
        self.bundles = PlanBundles(self.env, company, without)

    def by_month(self, zone):
        """What changes, by the month in which the calls began.

        :param str zone: of the account's clock
        :return: {first day: [micro-units more, calls that have no price there and keep theirs]}
        """
        clock, found = ZoneInfo(zone), {}
        for row in self.rows()[0]:
            local = row[MOMENT].replace(tzinfo=UTC).astimezone(clock).date()
            sums = found.setdefault(local.replace(day=1), [0, 0])
            sums[0] += row[NEW] - row[OLD]
            sums[1] += bool(row[PROBLEM])
        return found


def calls_where(env, account, company, currency, moments):
    """The account's own calls of a time that were charged, those that somebody has credited aside.

    :param tuple moments: first moment and end, UTC and naive
    """
    return SQL(
        """call.partner_id = %s AND call.company_id = %s AND call.currency_id = %s AND call.state = 'rated'
           AND call.statement_id IS NOT NULL AND call.wholesale_level IS NULL
           AND call.started_at >= %s AND call.started_at < %s AND NOT (%s)""",
        account.id,
        company.id,
        currency.id,
        *moments,
        env["call.correction"]._left_where(),
    )
