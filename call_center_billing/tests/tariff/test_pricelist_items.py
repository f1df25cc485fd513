"""Rules of price lists on calls: which one holds, from when to when, and what is refused."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import BillingCase


def off(percent, **vals):
    return {"compute_price": "percentage", "percent_price": percent, **vals}


def fixed(price, **vals):
    return {"compute_price": "fixed", "call_price": price, "display_applied_on": "3_call", **vals}


@tagged("post_install", "-at_install")
class TestPricelistItems(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.mobile.product_id
        cls.card = cls._create_card("With fee", {"467": 600_000})
        cls.rate_fee = 400_000
        version = cls.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00"})
        version.rate_ids.connection_fee = cls.rate_fee
        version.action_publish()
        cls.pricelist.call_rate_card_id = cls.card

    def _amount(self, *items, **call):
        """What a minute to a mobile (0.60 and 0.40 connection fee) costs under these rules."""
        self.pricelist.item_ids.unlink()
        self.pricelist.item_ids = [(0, 0, item) for item in items]
        return self._call(**call).amount

    def test_each_kind_of_rule_prices_calls(self):
        mobile, product = self.mobile, self.product
        cases = {
            "everything": off(10),
            "all calls": off(10, display_applied_on="3_call"),
            "category": off(10, applied_on="2_product_category", categ_id=product.categ_id.id),
            "class": off(10, call_destination_class="mobile"),
            "product": off(10, applied_on="1_product", product_tmpl_id=product.product_tmpl_id.id),
            "variant": off(10, applied_on="0_product_variant", product_id=product.id),
            "destination": off(10, call_destination_id=mobile.id),
            "formula": {"compute_price": "formula", "price_discount": 10},
        }
        for name, item in cases.items():
            with self.subTest(name):
                self.assertEqual(self._amount(item), 900_000)

    def test_a_rule_on_other_calls_changes_nothing(self):
        other = self._create_destination("Norway (test)", "international")
        category = self.env["product.category"].create({"name": "Chairs"})
        for item in (
            off(10, call_destination_class="premium"),
            off(10, call_destination_id=other.id),
            off(10, applied_on="2_product_category", categ_id=category.id),
        ):
            self.assertEqual(self._amount(item), 1_000_000)

    def test_a_parent_category_s_rule_holds(self):
        parent = self.env["product.category"].create({"name": "Telephony"})
        self.product.categ_id.parent_id = parent
        self.assertEqual(self._amount(off(10, applied_on="2_product_category", categ_id=parent.id)), 900_000)

    def test_the_most_particular_rule_holds_and_rules_do_not_add_up(self):
        product = self.product
        chain = [
            off(1, call_destination_id=self.mobile.id),
            off(2, applied_on="0_product_variant", product_id=product.id),
            off(3, applied_on="1_product", product_tmpl_id=product.product_tmpl_id.id),
            off(4, call_destination_class="mobile"),
            off(5, applied_on="2_product_category", categ_id=product.categ_id.id),
            off(6, display_applied_on="3_call"),
            off(7),
        ]
        for index, item in enumerate(chain):
            with self.subTest(item):
                percent = item["percent_price"]
                self.assertEqual(self._amount(*reversed(chain[index:])), 1_000_000 - percent * 10_000)

    def test_of_two_like_rules_the_later_one_holds_as_on_orders(self):
        self.assertEqual(self._amount(off(10), off(20)), 800_000)

    def test_a_negative_discount_is_a_surcharge(self):
        self.assertEqual(self._amount(off(-25)), 1_250_000)

    def test_a_fixed_price_replaces_the_price_and_leaves_the_fee(self):
        call_amount = self._amount(fixed(123_456, call_destination_class="mobile"))
        self.assertEqual(call_amount, 523_500)  # 0.123456 + 0.40, rounded to 4 decimals by the card
        self.assertEqual(self._amount(fixed(0, call_destination_class="mobile")), 400_000)

    def test_the_price_of_an_article_is_its_price_a_minute(self):
        item = {"applied_on": "1_product", "product_tmpl_id": self.product.product_tmpl_id.id, "fixed_price": 0.07}
        self.assertEqual(self._amount(item | {"compute_price": "fixed"}), 470_000)

    def test_a_fixed_price_gets_no_discount(self):
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 50, "date_from": "2026-01-01"})
        self.assertEqual(self._amount(fixed(100_000, call_destination_id=self.mobile.id)), 500_000)

    def test_rules_hold_from_the_first_second_to_the_last(self):
        item = off(10, date_start="2026-11-22 10:00:00", date_end="2026-11-22 11:00:00")
        for start, amount in (
            ("2026-11-22 09:59:59", 1_000_000),
            ("2026-11-22 10:00:00", 900_000),
            ("2026-11-22 11:00:00", 900_000),
            ("2026-11-22 11:00:01", 1_000_000),
        ):
            with self.subTest(start):
                self.assertEqual(self._amount(item, start=start), amount)

    def test_calls_of_one_file_are_priced_each_at_its_own_time(self):
        early = off(10, date_end="2026-11-22 10:59:59", call_destination_class="mobile")
        late = off(20, date_start="2026-11-22 11:00:00", call_destination_class="mobile")
        self.assertEqual(self._amount(early, late, start="2026-11-22 10:59:59"), 900_000)
        self.assertEqual(self._amount(early, late, start="2026-11-22 11:00:00"), 800_000)

    def test_what_calls_cannot_follow_does_not_apply_to_them(self):
        other = self._create_pricelist("Other")
        for item in (
            off(10, min_quantity=5),
            off(10, base="pricelist", base_pricelist_id=other.id),
            {"compute_price": "formula", "price_discount": 10, "price_surcharge": 1},
            off(120),
        ):
            with self.subTest(item):
                self.assertEqual(self._amount(item), 1_000_000)

    def test_bad_rules_on_calls_are_refused_with_the_reason(self):
        mobile = {"call_destination_class": "mobile"}
        for item, reason in (
            (mobile | {"compute_price": "formula", "price_discount": 10}, "a formula cannot price calls"),
            (off(10, min_quantity=5, **mobile), "no minimum quantity"),
            (off(101, **mobile), "at most 100 %"),
            (off(-1001, **mobile), "at most 1000 %"),
            (off(0.00001, **mobile), "four decimals"),
            (fixed(-1, **mobile), "below zero"),
            (off(10, call_destination_id=self.mobile.id, **mobile), "not both"),
        ):
            with self.subTest(item), self.assertRaisesRegex(ValidationError, f"(?s)Mobile.*{reason}"):
                self.pricelist.item_ids = [(0, 0, item)]

    def test_a_fixed_price_is_in_the_money_of_the_calls(self):
        franc = self.env.ref("base.CHF")
        franc.active = True
        self.company.call_rate_card_id = self.card
        with self.assertRaisesRegex(ValidationError, "in the money of the calls"):
            self._create_pricelist("Francs", items=[fixed(1, call_destination_class="mobile")], currency_id=franc.id)
        pricelist = self._create_pricelist("Francs", items=[off(10)], currency_id=franc.id)
        self._create_customer("Swiss", "+46812340077", pricelist=pricelist)
        self.assertEqual(self._call(a_number="46812340077").amount, 900_000)

    def test_rules_on_calls_price_no_goods(self):
        chair = self.env["product.product"].create({"name": "Chair", "list_price": 100})
        self.pricelist.item_ids = [(0, 0, off(10, display_applied_on="3_call")), (0, 0, fixed(5))]
        self.assertEqual(self.pricelist._get_product_price(chair, 1), 100)
        self.assertEqual(self.pricelist._get_product_price(self.product, 1), self.product.list_price)

    def test_a_seller_adds_rules_on_the_form(self):
        seller = self._create_user("sales")
        with Form(self.env["product.pricelist"].with_user(seller)) as form:
            form.name = "Mine"
            form.call_rate_card_id = self.card
            with form.item_ids.new() as item:
                item.display_applied_on = "3_call"
                item.call_destination_class = "mobile"
                item.compute_price = "percentage"
                item.percent_price = 10
            with form.item_ids.new() as item:
                item.display_applied_on = "3_call"
                item.call_destination_id = self.mobile
                item.compute_price = "fixed"
                item.call_price = 450_000
        made = form.record.item_ids.sorted("id")
        self.assertEqual(made.mapped("name"), ["Calls: Mobile", "Calls to Mobile (test)"])
        self.assertEqual(made[0].price, "10 % discount")
        self.assertEqual(made[1].price, f"0.45 {self.company.currency_id.name} a minute")
        self.assertEqual(made.mapped("applied_on"), ["3_global", "3_global"])

    def test_a_rule_that_becomes_one_on_products_forgets_its_calls(self):
        self.pricelist.item_ids = [(0, 0, fixed(5, call_destination_id=self.mobile.id))]
        item = self.pricelist.item_ids
        item.write({"display_applied_on": "1_product", "fixed_price": 3})
        self.assertFalse(item.call_destination_id or item.call_price)
