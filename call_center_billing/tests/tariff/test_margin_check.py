"""Whole decks side by side: every pair of rates that a number can meet, and none twice."""

import random
from datetime import UTC, datetime, timedelta

from odoo import fields
from odoo.tests import BaseCase, tagged

from ... import rating
from ...models.tariff.margin_check import MarginCheck, dearest
from .common import GuardCase

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def deck(size, seed, cheapest, dearest_price):
    """Prefixes of 2 to 8 digits, many of them inside others, as suppliers' decks have them."""
    draw = random.Random(seed)
    prefixes = set()
    while len(prefixes) < size:
        prefixes.add(str(draw.randrange(10, 10 ** draw.choice((3, 4, 5, 5, 6, 6, 7, 8)))))
    return {prefix: draw.randrange(cheapest, dearest_price, 100) for prefix in sorted(prefixes)}


def card(prices):
    return rating.Card.compile(
        rating.Rate(prefix, "x", price, destination_class="1") for prefix, price in prices.items()
    )


def longest(prices, number):
    return next((prices[number[:end]] for end in range(len(number), -1, -1) if number[:end] in prices), None)


@tagged("post_install", "-at_install")
class TestMarginCheck(BaseCase):
    def test_each_prefix_of_both_decks_is_compared_as_a_plain_search_compares_it(self):
        selling, cost = deck(3_000, 1, 100, 900_000), deck(3_000, 2, 100, 900_000)
        found = MarginCheck(card(selling), card(cost), (NOON, None), 60, lambda amount: amount).worst()
        for prefix in selling.keys() | cost.keys():
            price, charged = longest(selling, prefix), longest(cost, prefix)
            if price is None:
                self.assertNotIn(prefix, found)
                continue
            margin = None if charged is None else price - charged
            self.assertEqual((found[prefix].margin, found[prefix].price), (margin, price), prefix)

    def test_any_number_meets_a_pair_that_was_compared(self):
        selling, cost = deck(500, 3, 100, 900_000), deck(500, 4, 100, 900_000)
        found = MarginCheck(card(selling), card(cost), (NOON, None), 60, lambda amount: amount).worst()
        pairs = {(worst.price, worst.cost) for worst in found.values()}
        draw = random.Random(5)
        for _ in range(2_000):
            number = str(draw.randrange(10**9, 10**10))
            price = longest(selling, number)
            if price is not None:
                self.assertIn((price, longest(cost, number)), pairs)

    def test_the_dearest_minute_is_that_of_any_band_and_step(self):
        night = rating.Band("night", 900_000, end=6 * 3_600, connection_fee=70)
        step = rating.Step(60, 1_000_000)
        rates = [
            rating.Rate("1", "x", 600_000, connection_fee=50, bands=(night,)),
            rating.Rate("2", "x", 600_000, steps=(step,)),
            rating.Rate("3", "x", 5_000_000, unit="call", per=1),
            rating.Rate("4", "x", 7, per=61),
        ]
        found = {prefix: values[1:] for prefix, values in dearest(rating.Card.compile(rates)).items()}
        self.assertEqual(found, {"1": (900_000, 70), "2": (1_000_000, 0), "3": (0, 0), "4": (7, 0)})


@tagged("post_install", "-at_install")
class TestWholeDecks(GuardCase):
    def test_decks_of_36000_prefixes_are_compared_and_their_alerts_written(self):
        selling, cost = deck(36_000, 6, 100_000, 900_000), deck(36_000, 7, 1_000, 110_000)
        begin = fields.Datetime.now() + timedelta(minutes=1)  # both at once: between them other costs would hold
        self._insert(self.card, selling, begin).action_publish()
        self._insert(self.carrier, cost, begin).action_publish()
        expected = {"loss": 0, "low": 0, "unknown": 0}
        for prefix in selling.keys() | cost.keys():
            price, charged = longest(selling, prefix), longest(cost, prefix)
            if price is None or (charged is not None and (price - charged) * 5 >= price):
                continue
            expected["unknown" if charged is None else "loss" if charged > price else "low"] += 1
        counts = self.env["call.margin.alert"]._read_group(
            [("card_id", "=", self.card.id), ("state", "=", "open")], ["kind"], ["__count"]
        )
        self.assertEqual(dict(counts), {kind: count for kind, count in expected.items() if count})

    def _insert(self, of_card, prices, begin):
        """A draft with many rates; the ORM would take minutes."""
        draft = self._draft(of_card, {}, valid_from=begin)
        self.env.flush_all()
        terms = (draft.id, of_card.id, self.mobile.id)
        self.env.cr.execute_values(
            """INSERT INTO call_rate (version_id, card_id, destination_id, prefix, price, unit, service,
                                      first_increment, next_increment, maximum_rule) VALUES %s""",
            [(*terms, prefix, price, "minute", "voice", 1, 1, "free") for prefix, price in prices.items()],
            page_size=5_000,
        )
        self.env.invalidate_all()
        return draft
