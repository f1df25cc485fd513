"""Rate cards: what a new version does, and what cannot be saved."""

from datetime import datetime

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestRateCard(BillingCase):
    def _price(self, number="+46701110001", seconds=60, card=None):
        rated = (card or self.card)._rate_call(number, datetime(2026, 11, 22, 3), seconds)
        return rated and rated.amount

    def _draft(self):
        return self.env["call.rate.version"].browse(self.card.action_new_version()["res_id"])

    def test_the_longest_prefix_wins(self):
        draft = self.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00"})
        draft.rate_ids = [(0, 0, {"prefix": "46701", "destination_id": self.mobile.id, "price": 120_000})]
        draft.action_publish()
        self.assertEqual(self._price("+46701110001"), 120_000)
        self.assertEqual(self._price("+46731110001"), 600_000)

    def test_a_version_prices_the_calls_that_begin_in_its_time(self):
        self._publish(self.card, "2026-11-22 12:00:00", price=1_200_000)
        calls = self._calls(
            self._import(
                line("1.1/1", start="2026-11-22 11:59:59"),
                line("1.1/2", start="2026-11-22 12:00:00"),
                line("1.1/3", start="2025-11-22 12:00:00"),
            )
        )
        self.assertEqual(calls[:2].mapped("amount"), [600_000, 1_200_000])
        self.assertEqual(sorted(calls[:2].statement_line_id.mapped("price")), [600_000, 1_200_000])

    def test_before_the_first_version_a_call_has_no_price(self):
        self.acme.call_number_ids.valid_from = "2025-01-01 00:00:00"
        call = self._calls(self._import(line("1.1/1", start="2025-11-22 12:00:00")))
        self.assertEqual((call.state, call.reason), ("unrated", "no_version"))

    def test_a_version_ends_where_the_next_begins(self):
        old = self.card.version_ids
        new = self._publish(self.card, "2026-12-01 00:00:00", price=1)
        self.assertEqual((old.valid_to, new.valid_to), (datetime(2026, 12, 1), False))
        self.assertEqual((old.sequence, new.sequence), (1, 2))

    def test_published_prices_never_change(self):
        version = self.card.version_ids
        for change in (
            lambda: version.rate_ids.write({"price": 1}),
            lambda: version.rate_ids.unlink(),
            lambda: version.write(
                {"rate_ids": [(0, 0, {"prefix": "1", "destination_id": self.mobile.id, "price": 1})]}
            ),
            lambda: version.write({"rounding_digits": 2}),
            lambda: version.write({"valid_from": "2026-06-01 00:00:00"}),
            lambda: version.unlink(),
            lambda: self.card.unlink(),
            lambda: version.action_publish(),
        ):
            with self.assertRaisesRegex(UserError, "is published"), self.cr.savepoint():
                change()

    def test_a_draft_begins_with_the_prices_in_force_and_prices_nothing(self):
        draft = self._draft()
        self.assertEqual(draft.rate_ids.mapped("price"), [600_000])
        draft.rate_ids.price = 1
        self.assertEqual(self._price(), 600_000)
        self.assertEqual(self._draft(), draft)

    def test_a_version_without_rates_is_not_published(self):
        empty = self.env["call.rate.version"].create({"card_id": self.card.id})
        with self.assertRaisesRegex(UserError, "has no rates"):
            empty.action_publish()

    def test_two_versions_cannot_begin_together(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._publish(self.card, self.card.version_ids.valid_from)

    def test_fee_and_increments_are_charged(self):
        self._publish(self.card, connection_fee=490_000, first_increment=30, next_increment=6)
        # 32 s: 30 and one step of 6, at 0.01 a second, and the fee
        self.assertEqual(self._price(seconds=32), 490_000 + 360_000)

    def test_free_seconds_and_limits_are_heeded(self):
        self._publish(self.card, free_seconds=10, minimum_charge=50_000, maximum_charge=300_000)
        self.assertEqual([self._price(seconds=seconds) for seconds in (10, 11, 20, 100)], [0, 50_000, 100_000, 300_000])

    def test_steps_can_count_from_the_first_second(self):
        draft = self.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00", "increment_rule": "total"})
        draft.rate_ids.write({"first_increment": 30, "next_increment": 60})
        draft.action_publish()
        self.assertEqual(self._price(seconds=45), 600_000)

    def test_the_price_is_rounded_as_the_version_says(self):
        for method, price in (("half_up", 20_000), ("down", 10_000), ("up", 20_000)):
            card = self._create_card(f"Rounded {method}", {"467": 1_000_000}, rounding_digits=2, rounding_method=method)
            self.assertEqual(self._price(seconds=1, card=card), price)

    def test_large_prices_are_kept_exactly(self):
        rate = self._draft().rate_ids
        rate.price = 9_876_543_210_123
        rate.flush_recordset()
        rate.invalidate_recordset()
        self.assertEqual(rate.read(["price"])[0]["price"], 9_876_543_210_123)
        self.assertIsInstance(rate.read(["price"])[0]["price"], int)

    def test_a_prefix_may_be_typed_with_a_plus_and_is_digits_only(self):
        vals = {"version_id": self._draft().id, "prefix": "+4790", "destination_id": self.mobile.id, "price": 1}
        rate = self.env["call.rate"].create(vals)
        self.assertEqual(rate.prefix, "4790")
        with self.assertRaisesRegex(ValidationError, "must be 1 to 15 digits"):
            rate.prefix = "47x"

    def test_impossible_rates_are_refused(self):
        draft = self._draft()
        for vals, error in (
            ({"price": -1}, CheckViolation),
            ({"next_increment": 0}, CheckViolation),
            ({"prefix": "467"}, UniqueViolation),
            ({"minimum_charge": 2, "maximum_charge": 1}, ValidationError),
        ):
            base = {"version_id": draft.id, "prefix": "4790", "destination_id": self.mobile.id, "price": 1}
            with self.subTest(vals), mute_logger("odoo.sql_db"), self.assertRaises(error), self.cr.savepoint():
                self.env["call.rate"].create(base | vals)

    def test_card_and_price_list_are_in_one_currency(self):
        euro = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        euro.active = True
        with self.assertRaisesRegex(ValidationError, "they must be the same"):
            self.pricelist.currency_id = euro

    def test_a_card_with_published_prices_keeps_its_currency(self):
        euro = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        self.pricelist.call_rate_card_id = False
        with self.assertRaisesRegex(UserError, "keeps its currency"):
            self.card.currency_id = euro

    def test_price_lists_are_switched_on_by_the_installation(self):
        self.assertTrue(self._create_user("sales").has_group("product.group_product_pricelist"))
