"""Rate cards: what a price change does, and what cannot be saved."""

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestRateCard(BillingCase):
    def _price(self, number, seconds=60):
        return self.card._rate_call(number, self.env.cr.now(), seconds).amount

    def test_the_longest_prefix_wins(self):
        self.card.write({"rate_ids": [(0, 0, {"prefix": "46701", "destination_id": self.mobile.id, "price": 120_000})]})
        self.assertEqual(self._price("+46701110001"), 120_000)
        self.assertEqual(self._price("+46731110001"), 600_000)

    def test_a_new_price_holds_from_the_next_call_on_and_leaves_old_calls_alone(self):
        before = self._calls(self._import(line("1.1/1")))
        self.card.rate_ids.price = 1_200_000
        after = self._calls(self._import(line("1.1/2")))
        self.assertEqual((before.amount, after.amount), (600_000, 1_200_000))
        self.assertEqual(before.statement_id.line_ids.mapped("price"), [600_000, 1_200_000])

    def test_fee_and_increments_are_charged(self):
        self.card.rate_ids.write({"connection_fee": 490_000, "first_increment": 30, "next_increment": 6})
        # 32 s: 30 and one step of 6, at 0.01 a second, and the fee
        self.assertEqual(self._price("+46701110001", 32), 490_000 + 360_000)

    def test_the_price_is_rounded_as_the_card_says(self):
        self.card.rate_ids.price = 1_000_000
        self.card.rounding_digits = 2
        self.assertEqual(self._price("+46701110001", 1), 20_000)
        self.card.rounding_method = "down"
        self.assertEqual(self._price("+46701110001", 1), 10_000)

    def test_large_prices_are_kept_exactly(self):
        self.card.rate_ids.price = 9_876_543_210_123
        self.card.rate_ids.invalidate_recordset()
        self.assertEqual(self.card.rate_ids.price, 9_876_543_210_123)
        self.assertEqual(self.card.rate_ids.read(["price"])[0]["price"], 9_876_543_210_123)
        self.assertIsInstance(self.card.rate_ids.read(["price"])[0]["price"], int)

    def test_a_prefix_may_be_typed_with_a_plus_and_is_digits_only(self):
        rate = self.env["call.rate"].create(
            {"card_id": self.card.id, "prefix": "+4790", "destination_id": self.mobile.id, "price": 1}
        )
        self.assertEqual(rate.prefix, "4790")
        with self.assertRaisesRegex(ValidationError, "must be 1 to 15 digits"):
            rate.prefix = "47x"

    def test_impossible_rates_are_refused(self):
        for vals, error in (
            ({"price": -1}, CheckViolation),
            ({"next_increment": 0}, CheckViolation),
            ({"prefix": "467"}, UniqueViolation),
        ):
            base = {"card_id": self.card.id, "prefix": "4790", "destination_id": self.mobile.id}
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(error),
                self.cr.savepoint(),
            ):
                self.env["call.rate"].create(base | vals)

    def test_a_rate_that_priced_calls_is_not_deleted(self):
        self._import(line("1.1/1"))
        with self.assertRaisesRegex(UserError, "Calls were priced by rate"):
            self.card.rate_ids.unlink()
        with self.assertRaisesRegex(UserError, "Calls were priced by rate"):
            self.card.unlink()

    def test_card_and_price_list_are_in_one_currency(self):
        euro = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        euro.active = True
        with self.assertRaisesRegex(ValidationError, "they must be the same"):
            self.pricelist.currency_id = euro

    def test_price_lists_are_switched_on_by_the_installation(self):
        self.assertTrue(self._create_user("sales").has_group("product.group_product_pricelist"))
