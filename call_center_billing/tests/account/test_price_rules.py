"""Which price list prices a call: number, campaign, customer, group, basic price list."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestPriceRules(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # one price for each level, so that the price tells which level won
        cls.lists = {
            level: cls._create_pricelist(f"List of {level}", cls._create_card(f"Card of {level}", {"467": price}))
            for level, price in (
                ("number", 10_000),
                ("campaign", 20_000),
                ("account", 30_000),
                ("group", 40_000),
                ("system", 50_000),
            )
        }
        cls.company.call_pricelist_id = cls.lists["system"]
        cls.customer = cls.env["res.partner"].create(
            {"name": "New customer", "country_id": cls.env.ref("base.se").id, "call_timezone": "Europe/Stockholm"}
        )
        cls.number = cls.env["call.number"].create(
            {"number": "+46855500001", "partner_id": cls.customer.id, "valid_from": "2026-01-01 00:00:00"}
        )
        cls.campaign = cls.env["call.campaign"].create(
            {"name": "Spring", "partner_id": cls.customer.id, "code": "SPRING"}
        )
        cls.group = cls.env["call.customer.group"].create({"name": "Resellers", "pricelist_id": cls.lists["group"].id})

    def _set(self, *levels):
        """Let these levels name their lists, and no others."""
        self.number.pricelist_id = self.lists["number"] if "number" in levels else False
        self.campaign.pricelist_id = self.lists["campaign"] if "campaign" in levels else False
        own = self.lists["account"] if "account" in levels else False
        self.customer.specific_property_product_pricelist = own
        self.customer.call_group_id = self.group if "group" in levels else False

    def _priced(self, **vals):
        call = self._call(a_number="46855500001", account="SPRING", **vals)
        return call.rule, call.pricelist_id, call.amount

    def test_the_most_particular_level_that_names_a_list_wins(self):
        prices = {"number": 10_000, "campaign": 20_000, "account": 30_000, "group": 40_000, "system": 50_000}
        levels = list(prices)
        for index, level in enumerate(levels):
            with self.subTest(level):
                self._set(*levels[index:])
                self.assertEqual(self._priced(), (level, self.lists[level], prices[level]))

    def test_each_level_alone_beats_the_basic_list(self):
        for level in ("number", "campaign", "account", "group"):
            with self.subTest(level):
                self._set(level)
                self.assertEqual(self._priced()[0], level)

    def test_a_call_outside_the_campaign_does_not_get_its_list(self):
        self._set("campaign")
        self.assertEqual(self._call(a_number="46855500001", account="other").rule, "system")

    def test_the_chain_tells_what_became_of_every_level(self):
        self._set("campaign", "group")
        self.lists["campaign"].active = False
        chain = self.customer._call_pricelist_rules(self.company, self.number, self.campaign)
        self.assertEqual(
            [(rule.level, rule.outcome) for rule in chain],
            [
                ("number", "nothing"),
                ("campaign", "archived"),
                ("account", "nothing"),
                ("group", "wins"),
                ("system", "overruled"),
            ],
        )

    def test_an_archived_group_prices_nothing(self):
        self._set("group")
        self.group.active = False
        self.assertEqual(self._priced()[0], "system")
        self.assertEqual(self.customer.property_product_pricelist, self.lists["system"])

    def test_a_list_of_another_company_is_passed_over(self):
        self._set("group")
        other = self.env["res.company"].create({"name": "Other operator"})
        chain = self.customer._call_pricelist_rules(other)
        self.lists["group"].company_id = self.company
        outcomes = {rule.level: rule.outcome for rule in self.customer._call_pricelist_rules(other)}
        self.assertEqual(outcomes["group"], "elsewhere")
        self.assertEqual(chain[-1].pricelist, other.call_pricelist_id)

    def test_a_new_customer_has_the_basic_list_in_calls_and_orders(self):
        self.assertEqual(self._priced()[:2], ("system", self.lists["system"]))
        self.assertEqual(self.customer.property_product_pricelist, self.lists["system"])
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        self.assertEqual(order.pricelist_id, self.lists["system"])

    def test_orders_agree_with_calls_at_every_level_that_is_the_customer_s(self):
        for levels in (("account", "group"), ("group",), ()):
            with self.subTest(levels):
                self._set(*levels)
                self.customer.invalidate_recordset(["property_product_pricelist"])
                self.assertEqual(self.customer.property_product_pricelist, self._priced()[1])

    def test_without_a_basic_list_odoo_s_own_choice_holds(self):
        self.company.call_pricelist_id = False
        expected = self.env["product.pricelist"]._get_country_pricelist_multi(self.customer.country_id.ids)
        self.assertEqual(self.customer.property_product_pricelist, expected[self.customer.country_id.id])
        self.assertEqual(self._call(a_number="46855500001").pricelist_id, self.customer.property_product_pricelist)

    def test_another_basic_list_holds_at_once(self):
        self.assertEqual(self._priced()[2], 50_000)
        self.company.call_pricelist_id = self.lists["account"]
        self.assertEqual(self._priced(), ("system", self.lists["account"], 30_000))
        self.assertEqual(self.customer.property_product_pricelist, self.lists["account"])

    def test_a_list_chosen_on_the_form_is_the_customer_s_own_only_if_it_differs(self):
        self.customer.property_product_pricelist = self.lists["account"]
        self.assertEqual(self.customer.specific_property_product_pricelist, self.lists["account"])
        self.customer.property_product_pricelist = self.lists["system"]
        self.assertFalse(self.customer.specific_property_product_pricelist)
        fallback = self.env["product.pricelist"]._get_country_pricelist_multi([])[False]
        self.customer.property_product_pricelist = fallback
        self.assertEqual(self.customer.specific_property_product_pricelist, fallback)

    def test_saving_the_form_of_a_new_customer_gives_it_no_list_of_its_own(self):
        with Form(self.env["res.partner"]) as form:
            form.name = "By the form"
            self.assertEqual(form.property_product_pricelist, self.lists["system"])
        self.assertFalse(form.record.specific_property_product_pricelist)

    def test_contacts_are_in_their_company_s_group(self):
        self._set("group")
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.customer.id})
        self.assertEqual(contact.call_group_id, self.group)
        self.assertEqual(contact.property_product_pricelist, self.lists["group"])

    def test_every_company_has_a_basic_list_in_its_currency(self):
        company = self.env["res.company"].create({"name": "Third operator"})
        self.assertEqual(company.call_pricelist_id.currency_id, company.currency_id)
        other = self.env.ref("base.CHF")
        other.active = True
        company.currency_id = other
        self.assertEqual(company.call_pricelist_id.currency_id, other)

    def test_a_basic_list_in_use_keeps_its_currency(self):
        self.env.ref("base.CHF").active = True
        before = self.lists["system"].currency_id
        self.company.currency_id = self.env.ref("base.CHF")
        self.assertEqual(self.lists["system"].currency_id, before)

    def test_an_archived_basic_list_is_passed_over_for_odoo_s_own_choice(self):
        self.lists["system"].active = False
        expected = self.env["product.pricelist"]._get_country_pricelist_multi([])[False]
        self.assertEqual(self.customer.property_product_pricelist, expected)
        self.assertEqual(self._priced()[:2], ("system", expected))

    def test_lists_and_groups_that_priced_calls_cannot_be_deleted(self):
        self._set("group")
        self._priced()
        with self.assertRaisesRegex(UserError, "can only be archived"):
            self.group.unlink()
        self.customer.call_group_id = False
        self.group.pricelist_id = self.lists["account"]
        with self.assertRaisesRegex(UserError, "has priced calls and cannot be deleted"):
            self.lists["group"].unlink()

    def test_discounts_on_orders_are_switched_on_by_the_installation(self):
        self.assertTrue(self._create_user("sales").has_group("sale.group_discount_per_so_line"))
