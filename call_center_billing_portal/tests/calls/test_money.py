"""Prices as the customer's language writes them."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestMoney(TransactionCase):
    def price(self, amount, currency="base.SEK", lang="en_US", **values):
        record = self.env.ref(currency)
        record.write(values)
        return self.env["call.record"].with_context(lang=lang)._format_price(amount, record)

    def test_a_price_shows_all_its_decimals_and_at_least_those_of_the_currency(self):
        self.assertEqual(self.price(490_000, position="after"), "0.49\N{NO-BREAK SPACE}kr")
        self.assertEqual(self.price(57_167, position="after"), "0.057167\N{NO-BREAK SPACE}kr")

    def test_the_symbol_stands_where_the_currency_has_it(self):
        self.assertEqual(self.price(1_500_000, "base.USD", position="before"), "$\N{NO-BREAK SPACE}1.50")

    def test_large_sums_are_grouped_and_exact_beyond_what_a_float_holds(self):
        amount = 9_007_199_254_740_993
        self.assertEqual(self.price(amount, position="after"), "9,007,199,254.740993\N{NO-BREAK SPACE}kr")

    def test_a_currency_without_decimals_shows_none(self):
        self.assertEqual(self.price(1_500_000_000, "base.JPY", position="before"), "¥\N{NO-BREAK SPACE}1,500")

    def test_the_language_chooses_the_separators(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.env["res.lang"].search([("code", "=", "sv_SE")]).write({"decimal_point": ",", "thousands_sep": " "})
        self.assertEqual(self.price(1_234_500_000, lang="sv_SE", position="after"), "1 234,50\N{NO-BREAK SPACE}kr")
