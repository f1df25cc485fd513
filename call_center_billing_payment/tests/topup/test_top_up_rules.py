"""Who tops up, and with how much."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import TopUpCase


@tagged("post_install", "-at_install")
class TestTopUpRules(TopUpCase):
    def _refused(self, amount, words, currency=None):
        with self.assertRaisesRegex(UserError, words):
            self.acme._call_check_top_up(amount, currency or self.currency)

    def test_without_limits_any_sum_above_nothing_will_do(self):
        self.acme._call_check_top_up(0.01, self.currency)
        self.acme._call_check_top_up(1_000_000, self.currency)
        for amount in (0, -1, 0.001, float("nan"), float("inf"), float("-inf"), None):
            self._refused(amount, "more than nothing")

    def test_the_company_says_which_accounts_top_up(self):
        allowed = {"prepaid": ("prepaid",), "hybrid": ("prepaid", "hybrid"), "all": ("prepaid", "hybrid", "postpaid")}
        for choice, policies in allowed.items():
            self.company.call_top_up_accounts = choice
            for policy in ("prepaid", "hybrid", "postpaid"):
                self.acme.call_policy = policy
                with self.subTest(choice=choice, policy=policy):
                    self.assertEqual(self.acme._call_may_top_up(), policy in policies)
                    if policy not in policies:
                        self._refused(10, "their calls are invoiced")

    def test_too_little_and_too_much(self):
        self.company.write({"call_top_up_minimum": 50, "call_top_up_maximum": 500})
        self._refused(49.99, "at least .*50")
        self._refused(500.01, "at most .*500.* at a time")
        self.acme._call_check_top_up(50, self.currency)
        self.acme._call_check_top_up(500, self.currency)

    def test_a_day_s_top_ups_are_added_up(self):
        self.company.call_top_up_day_maximum = 300
        self._top_up(200)
        self.acme._call_check_top_up(100, self.currency)
        self._refused(100.01, "300.* a day; .*100.* left")
        first = self._top_ups()
        self.env.cr.execute(
            "UPDATE account_payment SET call_top_up_at = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(hours=30), first.id),
        )
        self.env.invalidate_all()
        self.acme._call_check_top_up(300, self.currency)

    def test_money_on_its_way_counts_and_what_is_only_begun_does_not(self):
        self.company.call_top_up_day_maximum = 300
        begun = self._transaction(200)
        self.acme._call_check_top_up(300, self.currency)
        self._say(begun, "pending")
        self._refused(101, "100.* left")
        self._say(begun)
        self._refused(101, "100.* left")

    def test_a_reversed_top_up_does_not_count(self):
        self.company.call_top_up_day_maximum = 300
        self._top_up(300)._call_reverse_top_up("Wrong customer")
        self.acme._call_check_top_up(300, self.currency)

    def test_currencies_are_the_company_s_and_the_price_list_s(self):
        euro = self.env.ref("base.EUR" if self.currency.name != "EUR" else "base.USD")
        euro.active = True
        self._refused(10, f"not in {euro.name}", euro)
        self.env["res.currency.rate"].create({"currency_id": euro.id, "rate": 0.1, "name": "2026-01-01"})
        self.acme.property_product_pricelist = self._create_pricelist("Euro", currency_id=euro.id)
        self.company.call_top_up_maximum = 500
        self.acme._call_check_top_up(50, euro)
        self._refused(51, "at most", euro)

    def test_the_rules_hold_when_a_payment_is_begun(self):
        self.company.call_top_up_maximum = 500
        with self.assertRaisesRegex(UserError, "at most"):
            self._transaction(501)
        self.assertTrue(self._transaction(501, call_purpose="invoice"))
        with self.assertRaisesRegex(UserError, "at most"):
            self._wizard(amount=501).action_top_up()

    def test_suggestions_are_numbers_within_the_limits(self):
        self.company.call_top_up_suggestions = "500; 100;250,50 ;"
        self.assertEqual(self.company._call_top_up_sums(), [100, 250.5, 500])
        self.company.write({"call_top_up_minimum": 200, "call_top_up_maximum": 400})
        self.assertEqual(self.company._call_top_up_sums(), [250.5])
        for words in ("hundred", "100; -5", "0", "1e400", "nan"):
            with self.subTest(words=words), self.assertRaisesRegex(ValidationError, "numbers above 0"):
                self.company.call_top_up_suggestions = words
        self.company.call_top_up_suggestions = False
        self.assertEqual(self.company._call_top_up_sums(), [])

    def test_settings_that_contradict_each_other_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "more than the largest"):
            self.company.write({"call_top_up_minimum": 100, "call_top_up_day_maximum": 50})
        with self.assertRaisesRegex(ValidationError, "Choose the account"):
            self.company.call_top_up_invoice = "always"

    def test_the_address_of_the_page(self):
        self.assertRegex(self.acme._call_top_up_url(), r"^https?://[^/]+/my/top-up$")
