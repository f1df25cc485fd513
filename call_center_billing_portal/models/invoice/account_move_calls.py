"""The calls behind an invoice, added up by who made them."""

from collections import Counter

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.call_center_billing.models.document.account_move_calls import PAYER
from odoo.addons.call_center_billing.models.tariff.call_rate_unit import COUNTED

#: more calls are not added up while somebody waits for the page
MOST_ADDED = 20_000


class CallRecord(models.Model):
    """Sums by number, for lists that are not too long."""

    _inherit = "call.record"

    @api.model
    def _get_portal_payer_domain(self, number):
        """Calls that were made by a number, or under an account name.

        :param str number: as `_get_portal_numbers` tells it
        """

        def to_sql(model, alias, query):
            return SQL("(%s) = %s", PAYER, number)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _get_portal_numbers(self, domain):
        """What each number used and cost, the dearest first.

        :return: [{"number", "label", "calls", "used", "price", "corrected"}], the last three as texts; `corrected` is
            what documents changed since, empty if nothing
        """
        calls = self.sudo()
        query = calls._search(domain)
        query.groupby = SQL("1, 2, 3, 4")
        sums = [
            SQL("COALESCE(SUM(%s), 0)::bigint", SQL.identifier(name))
            for name in ("talk_seconds", "quantity", "amount", "adjusted")
        ]
        keys = (SQL("(%s)", PAYER), SQL("number_id"), SQL("COALESCE(service, 'voice')"), SQL("currency_id"))
        found = {}
        for row in self.env.execute_query(query.select(*keys, SQL("COUNT(*)"), *sums)):
            found.setdefault(row[0], []).append(row[1:])
        numbers = [self._portal_number(payer, rows) for payer, rows in found.items()]
        return sorted(numbers, key=lambda number: (-number["amount"], number["number"]))

    def _portal_number(self, payer, rows):
        used, prices, changes = Counter(), Counter(), Counter()
        for _number, service, currency, _count, seconds, quantity, amount, adjusted in rows:
            used[service] += quantity if service in COUNTED else seconds
            prices[currency] += amount
            changes[currency] += adjusted
        labels = self.env["call.number"].sudo().browse({row[0] for row in rows if row[0]}).mapped("label")
        return {
            "number": payer or "",
            "label": ", ".join(sorted({label for label in labels if label})),
            "calls": sum(row[3] for row in rows),
            "used": self._used_sums_text(used),
            "amount": sum(prices.values()),
            "price": " + ".join(self._format_sums(prices)),
            "corrected": " + ".join(self._format_sums({key: sum_ for key, sum_ in changes.items() if sum_})),
        }
