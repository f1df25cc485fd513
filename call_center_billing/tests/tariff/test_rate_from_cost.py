"""Selling prices made from carriers' costs, by how calls are routed."""

from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestRateFromCost(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("manager")
        cls.one = cls._create_card("Carrier one", {"467": 100_000, "47": 201_000})
        cls.two = cls._create_card("Carrier two", {"46": 120_000, "4670": 80_000})
        (cls.one | cls.two).kind = "cost"

    def _make(self, user=None, **vals):
        cards = [(6, 0, (self.one | self.two).ids)]
        wizard = self.env["call.rate.from.cost"].with_user(user or self.manager)
        action = wizard.create({"card_id": self.card.id, "cost_card_ids": cards, **vals}).action_make()
        return self.env["call.rate.version"].browse(action["res_id"])

    def _prices(self, **vals):
        return {rate.prefix: rate.price for rate in self._make(**vals).rate_ids}

    def test_least_cost_routing_takes_the_cheapest_carrier_of_each_prefix(self):
        # 46 and 4670 only by two, 467 by both (two carries it by its 46), 47 by one; a fifth on top, rounded up
        expected = {"46": 150_000, "467": 120_000, "4670": 100_000, "47": 250_000}
        self.assertEqual(self._prices(markup=20), expected)

    def test_load_sharing_takes_the_mean_and_caution_the_dearest(self):
        mean = {"46": 120_000, "467": 110_000, "4670": 90_000, "47": 210_000}
        self.assertEqual(self._prices(route="average", markup=0), mean)
        dearest = {"46": 120_000, "467": 120_000, "4670": 100_000, "47": 210_000}
        self.assertEqual(self._prices(route="dearest", markup=0), dearest)

    def test_a_sum_is_added_after_the_markup_and_rounding_is_up(self):
        prices = self._prices(markup=12.5, surcharge=1, decimals=6)
        self.assertEqual(prices["47"], 226_126)
        self.assertEqual(prices["467"], 112_501)

    def test_fees_and_steps_are_those_of_the_carrier_that_sets_the_price(self):
        self._publish(self.one, connection_fee=100_000, first_increment=60, next_increment=30)
        rate = self._make(markup=50).rate_ids.filtered(lambda rate: rate.prefix == "47")
        self.assertEqual((rate.connection_fee, rate.first_increment, rate.next_increment), (150_000, 60, 30))
        rate = self._make(own_steps=True, next_increment=6).rate_ids.filtered(lambda rate: rate.prefix == "47")
        self.assertEqual((rate.first_increment, rate.next_increment, rate.destination_id), (1, 6, self.mobile))

    def test_the_result_is_a_draft_that_can_be_published(self):
        version = self._make(valid_from=datetime(2026, 6, 1))
        self.assertEqual((version.state, version.valid_from), ("draft", datetime(2026, 6, 1)))
        self.assertIn("Carrier one, Carrier two", version.note)
        version.action_publish()
        self.assertEqual(self.card._rate_call("+4790", datetime(2026, 7, 1), 60).amount, 270_000)

    def test_what_cannot_be_is_refused(self):
        for vals, error, reason in (
            ({"markup": -101}, ValidationError, "A markup is between"),
            ({"decimals": 7}, ValidationError, "between 0 and 6 decimals"),
            ({"own_steps": True, "next_increment": 0}, ValidationError, "at least 1 second"),
            ({"cost_card_ids": [(6, 0, self.card.ids)]}, ValidationError, "is no cost card"),
            ({"valid_from": datetime(2020, 1, 1)}, UserError, "has no prices in force then"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(error, reason), self.cr.savepoint():
                self._make(**vals)
        with self.assertRaises(AccessError):
            self._make(user=self._create_user("sales"))

    def test_a_manager_fills_in_the_form(self):
        wizard = self.env["call.rate.from.cost"].with_user(self.manager).with_context(default_card_id=self.card.id)
        with Form(wizard) as form:
            form.cost_card_ids.add(self.one)
        version = self.env["call.rate.version"].browse(form.record.action_make()["res_id"])
        self.assertEqual(version.rate_count, 2)
