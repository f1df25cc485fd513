"""What is earned on calls whose cost is in another currency."""

from fractions import Fraction

from odoo import fields
from odoo.tests import tagged

from ...models.tariff.exchange import Exchange
from ..common import line
from .common import CostCase


@tagged("post_install", "-at_install")
class TestCostInAnotherCurrency(CostCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = [name for name in ("EUR", "USD", "CHF") if name != cls.company.currency_id.name]
        cls.foreign = cls.env.ref(f"base.{names[0]}")
        cls.foreign.active = True
        cls.foreign.rate_ids.unlink()
        for day, rate in (("2026-01-01", "0.09"), ("2026-11-22", "0.0873456789")):
            cls.env.cr.execute(
                """INSERT INTO res_currency_rate (name, rate, currency_id, company_id)
                   VALUES (%s, %s, %s, %s)""",
                (day, rate, cls.foreign.id, cls.company.root_id.id),
            )
        cls.env.invalidate_all()
        cls.trunk.rate_card_id = cls._create_cost_card("Foreign", {"467": 30_000}, cls.foreign)

    def test_a_margin_is_exact_at_the_rate_of_the_day(self):
        call = self._call(seconds=77)
        cost = 38_500
        self.assertEqual((call.cost, call.cost_currency_id), (cost, self.foreign))
        exact = Fraction(cost) / Fraction("0.0873456789")
        self.assertEqual(call.margin, call.amount - int(exact + Fraction(1, 2)))

    def test_another_day_has_another_rate(self):
        call = self._call(start="2026-11-21 23:59:59")
        self.assertEqual(call.margin, call.amount - 333_333)

    def test_halves_go_up_and_rates_are_chosen_as_odoo_chooses_them(self):
        exchange = Exchange(self.env, self.company)
        own, foreign = self.company.currency_id.id, self.foreign.id
        for day in ("2025-06-01", "2026-01-01", "2026-05-05", "2026-11-22", "2027-01-01"):
            day = fields.Date.to_date(day)
            odoo = self.foreign._get_conversion_rate(self.foreign, self.company.currency_id, self.company, day)
            self.assertAlmostEqual(float(exchange.factor(foreign, own, day)), odoo, 6)
        day = fields.Date.to_date("2026-01-01")
        exchange._factors[own, foreign, day] = Fraction(1, 2)
        self.assertEqual([exchange.convert(amount, own, foreign, day) for amount in (1, 2, 3)], [1, 1, 2])
        self.assertEqual(exchange.convert(7, own, own, day), 7)

    def test_the_report_adds_up_to_the_calls(self):
        rows = [line(f"1.1/{number}", seconds=7 * number) for number in range(40)]
        rows += [line(f"1.2/{number}", a_number="46850001234") for number in range(5)]
        calls = self._calls(self._import(*rows))
        self.env.flush_all()
        report = self.env["call.margin.report"].search([("id", "in", calls.ids)])
        self.assertEqual(len(report), len(calls))
        sums = "amount:sum", "known_amount:sum", "cost:sum", "margin:sum", "__count"
        [(amount, known, cost, margin, count)] = report._read_group([("id", "in", calls.ids)], [], sums)
        rated = calls.filtered(lambda call: call.state == "rated")
        earned = sum(calls.mapped("margin"))
        self.assertEqual(round(amount * 1_000_000), sum(rated.mapped("amount")))
        self.assertEqual(round(margin * 1_000_000), earned)
        self.assertEqual(round(known * 1_000_000) - round(cost * 1_000_000), earned)
        self.assertEqual(count, 45)

    def test_the_explanation_says_how_the_margin_comes_about(self):
        call = self._call(start="2026-11-21 12:00:00")
        self.assertIn("Rate card: Foreign", call.cost_explanation)
        self.assertIn("price 0.60 less cost 0.333333 gives 0.266667", call.cost_explanation)
