"""The price look-up shows which level won and which promise, and why the others did not."""

import re

from odoo.tests import Form, tagged

from ..common import BillingCase


def rows_of(html):
    """The cells of a table's rows, without its heading."""
    rows = re.findall(r"<tr.*?</tr>", str(html), re.DOTALL)[1:]
    return [[re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


@tagged("post_install", "-at_install")
class TestPriceLookup(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("sales")
        cls.basic = cls._create_pricelist("Basic", cls.card)
        cls.company.call_pricelist_id = cls.basic

    def _look_up(self, **vals):
        form = Form(self.env["call.price.lookup"].with_user(self.seller))
        form.partner_id = self.acme
        form.started_at = "2026-11-22 10:00:00"
        for field, value in vals.items():
            form[field] = value
        return form

    def _outcomes(self, form):
        return {row[0]: row[-1] for row in rows_of(form.rules)}

    def test_every_level_is_shown_with_its_outcome(self):
        group_list = self._create_pricelist("Reseller list")
        group = self.env["call.customer.group"].create({"name": "Resellers", "pricelist_id": group_list.id})
        self.acme.call_group_id = group
        self.assertEqual(
            rows_of(self._look_up().rules),
            [
                ["A-number", "", "", "", "nothing set"],
                ["Campaign", "", "", "", "nothing set"],
                ["Customer", "Acme", "Test list", "Test card", "wins"],
                ["Customer group", "Resellers", "Reseller list", "", "overruled by: Customer"],
                ["Basic price list", self.company.name, "Basic", "Test card", "overruled by: Customer"],
            ],
        )

    def test_a_number_or_campaign_with_a_list_wins(self):
        other = self._create_pricelist("Other", self._create_card("Other card", {"467": 60_000}))
        campaign = self.env["call.campaign"].create(
            {"name": "Spring", "partner_id": self.acme.id, "code": "S", "pricelist_id": other.id}
        )
        form = self._look_up(campaign_id=campaign, number="0701110001")
        self.assertEqual((form.rule, form.pricelist_id, form.amount), ("Campaign Spring", other, 60_000))
        self.assertEqual(self._outcomes(form)["Customer"], "overruled by: Campaign")
        self.acme.call_number_ids.pricelist_id = self.basic
        form = self._look_up(campaign_id=campaign, number_id=self.acme.call_number_ids, number="0701110001")
        self.assertEqual((form.rule, form.amount), ("A-number +46812345678", 600_000))
        self.assertEqual(self._outcomes(form)["Campaign"], "overruled by: A-number")

    def test_without_any_price_list_the_default_rate_card_is_told(self):
        self.company.call_rate_card_id = self.card
        self.company.call_pricelist_id = False
        self.acme.specific_property_product_pricelist = False
        self.env["product.pricelist"].search([]).active = False
        form = self._look_up(number="0701110001")
        self.assertEqual(rows_of(form.rules)[-1], ["Default rate card", self.company.name, "", "Test card", "wins"])
        self.assertEqual((form.rule, form.amount), (f"Default of {self.company.name}", 600_000))

    def test_all_promises_are_shown_and_the_one_that_holds(self):
        self.pricelist.item_ids = [
            (0, 0, {"compute_price": "percentage", "percent_price": 30, "call_destination_class": "mobile"}),
            (0, 0, {"compute_price": "percentage", "percent_price": 5, "call_destination_class": "premium"}),
            (0, 0, {"compute_price": "percentage", "percent_price": 50, "date_end": "2026-01-01 00:00:00"}),
            (0, 0, {"compute_price": "percentage", "percent_price": 1, "min_quantity": 10}),
        ]
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 10, "date_from": "2026-01-01"})
        form = self._look_up(number="0701110001", seconds=60)
        self.assertEqual(form.amount, 420_000)
        found = {(row[1], row[2]): row[-1] for row in rows_of(form.promises)}
        self.assertEqual(found["Calls: Mobile", "30 % off"], "wins")
        self.assertEqual(found["all calls", "10 % off"], "overruled by a more particular one")
        self.assertEqual(found["All Products", "50 % off"], "not valid then")
        self.assertIn("not for calls: it has a minimum quantity, and a call is one", found.values())
        self.assertNotIn(("Calls: Premium service", "5 % off"), found)

    def test_without_a_called_number_everything_promised_is_listed(self):
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 10, "date_from": "2026-01-01"})
        form = self._look_up()
        self.assertFalse(form.explanation)
        self.assertEqual([row[-1] for row in rows_of(form.promises)], ["valid"])

    def test_a_discount_that_does_not_go_on_this_list_says_so(self):
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 10, "date_from": "2026-01-01"})
        self.acme.call_number_ids.pricelist_id = self.basic
        form = self._look_up(number_id=self.acme.call_number_ids, number="0701110001")
        self.assertEqual([row[-1] for row in rows_of(form.promises)], ["not on the price list of the a-number"])

    def test_it_prices_as_the_import_does(self):
        rule = {"compute_price": "fixed", "call_price": 123_456, "call_destination_id": self.mobile.id}
        self.pricelist.item_ids = [(0, 0, rule)]
        call = self._call(start="2026-11-22 10:00:00", seconds=61)
        form = self._look_up(number="+46701110001", seconds=61)
        self.assertEqual(form.amount, call.amount)
        self.assertIn("Fixed price 0.123456 instead of the rate card's price.", call.explanation)
        self.assertIn("the same price", call.explanation)

    def test_the_customer_s_form_opens_it_filled_in(self):
        action = self.acme.with_user(self.seller).action_view_price_rules()
        form = Form(self.env["call.price.lookup"].with_user(self.seller).with_context(**action["context"]))
        self.assertEqual(form.partner_id, self.acme)
        self.assertEqual(self._outcomes(form)["Customer"], "wins")
