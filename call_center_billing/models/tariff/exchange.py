"""Micro-units of one currency in another, exactly: by the rates of Odoo's currencies, without a float."""

from fractions import Fraction


class Exchange:
    """Converts amounts at the rate of a day, as the company keeps it; reads each rate once.

    Not a model: it lives within one transaction. Rates are chosen as Odoo chooses them: the last one up to the day,
    else the first there is, else 1.
    """

    def __init__(self, env, company):
        self.env = env(su=True)
        self.company = company.sudo().root_id
        self._factors = {}
        self.env["res.currency.rate"].flush_model()

    def convert(self, amount, source, target, day):
        """`amount` micro-units of currency `source` in micro-units of `target`, halves up.

        :param int amount: micro-units
        :param int source: id of a currency
        :param int target: id of a currency
        :param date day: whose rate to take
        """
        if source == target:
            return amount
        exact = amount * self.factor(source, target, day)
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

    def factor(self, source, target, day):
        """How many units of `target` one unit of `source` is worth.

        :rtype: Fraction
        """
        key = (source, target, day)
        if key not in self._factors:
            self._factors[key] = self._rate(target, day) / self._rate(source, day)
        return self._factors[key]

    def _rate(self, currency, day):
        # as text, for Odoo's driver turns numeric into float
        query = """
            SELECT rate::text FROM res_currency_rate
             WHERE currency_id = %s AND (company_id IS NULL OR company_id = %s) AND rate > 0
             ORDER BY name > %s, company_id, CASE WHEN name > %s THEN name - %s ELSE %s - name END LIMIT 1"""
        self.env.cr.execute(query, (currency, self.company.id, day, day, day, day))
        found = self.env.cr.fetchone()
        return Fraction(found[0]) if found else Fraction(1)
