"""Sums as customers write them."""

from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ...models.pay.amount_text import amount_of


@tagged("post_install", "-at_install")
class TestAmountText(BaseCase):
    def test_sums_in_the_ways_of_several_countries(self):
        for text, amount in (
            ("12", "12"),
            ("12.5", "12.5"),
            ("12,50", "12.50"),
            (" 1 250,00 ", "1250.00"),
            ("1\N{NO-BREAK SPACE}250", "1250"),
            ("0,01", "0.01"),
            ("10.500", "10.500"),
        ):
            self.assertEqual(amount_of(text, 2), Decimal(amount), text)

    def test_what_is_no_sum_above_nothing(self):
        for text in (
            "",
            None,
            "0",
            "0,00",
            "-5",
            "+5",
            "1e9",
            "NaN",
            "inf",
            "1.234,00",
            "1,005",
            "1" * 10,
            "1;2",
            "½",
            "٣",
        ):
            self.assertIsNone(amount_of(text, 2), text)

    def test_a_currency_without_decimals(self):
        self.assertEqual(amount_of("500", 0), Decimal(500))
        self.assertIsNone(amount_of("500.5", 0))
