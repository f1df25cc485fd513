"""Discounts of a customer: when they hold, which one holds, and who is told that they end."""

from datetime import date, timedelta

from psycopg2.errors import ExclusionViolation

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestCallDiscount(BillingCase):
    """A minute to a mobile costs 0.60; Acme's clock is Stockholm's."""

    def _discount(self, percent=10, **vals):
        vals = {"partner_id": self.acme.id, "percent": percent, "date_from": "2026-01-01", **vals}
        return self.env["call.discount"].create(vals)

    def test_a_discount_lowers_the_price_and_a_negative_one_raises_it(self):
        self._discount(10)
        call = self._call()
        self.assertEqual((call.amount, call.discount), (540_000, 100_000))
        self.env["call.discount"].search([]).percent = -10
        self.assertEqual(self._call().amount, 660_000)

    def test_it_begins_and_ends_at_midnight_on_the_customer_s_clock(self):
        self._discount(date_from="2026-11-20", date_to="2026-11-21")
        for start, amount in (
            ("2026-11-19 22:59:59", 600_000),
            ("2026-11-19 23:00:00", 540_000),
            ("2026-11-21 22:59:59", 540_000),
            ("2026-11-21 23:00:00", 600_000),
        ):
            with self.subTest(start):
                self.assertEqual(self._call(start=start).amount, amount)

    def test_the_most_particular_promise_holds_and_none_add_up(self):
        chain = [
            (1, {"applies_to": "destination", "destination_id": self.mobile.id}),
            (2, {"applies_to": "article", "product_id": self.mobile.product_id.id}),
            (3, {"applies_to": "class", "destination_class": "mobile"}),
            (4, {}),
        ]
        discounts = [self._discount(percent, **vals) for percent, vals in chain]
        for discount in discounts:
            with self.subTest(discount.display_name):
                self.assertEqual(self._call().discount, discount.percent * 10_000)
            discount.active = False

    def test_against_a_rule_of_the_list_the_more_particular_one_holds_and_the_customer_s_own_if_alike(self):
        rule = {"compute_price": "percentage", "percent_price": 30, "call_destination_class": "mobile"}
        self.pricelist.item_ids = [(0, 0, rule)]
        everything = self._discount(10)
        self.assertEqual(self._call().discount, 300_000)
        alike = self._discount(20, applies_to="class", destination_class="mobile")
        self.assertEqual(self._call().discount, 200_000)
        alike.active = False
        everything.write({"applies_to": "destination", "destination_id": self.mobile.id})
        self.assertEqual(self._call().discount, 100_000)

    def test_on_the_list_of_a_number_or_a_campaign_there_is_none(self):
        self._discount()
        other = self._create_pricelist("Other", self.card)
        self.env["call.campaign"].create(
            {"name": "Spring", "partner_id": self.acme.id, "code": "S", "pricelist_id": other.id}
        )
        self.assertEqual(self._call(account="S").discount, 0)
        self.acme.call_number_ids.pricelist_id = other
        self.assertEqual(self._call().discount, 0)
        self.acme.call_number_ids.pricelist_id = False
        self.assertEqual(self._call().discount, 100_000)

    def test_another_customer_has_none(self):
        self._discount()
        self._create_customer("Other", "+46812340088")
        self.assertEqual(self._call(a_number="46812340088").discount, 0)

    def test_a_changed_discount_holds_from_the_next_import_and_changes_no_explanation(self):
        discount = self._discount()
        call = self._call()
        before = call.explanation
        self.assertIn("Discount 10 %: -0.06.", before)
        discount.percent = 50
        self.assertEqual(self._call().amount, 300_000)
        call.invalidate_recordset()
        self.assertEqual(call.explanation, before)
        self.assertIn("the same price", before)

    def test_two_at_the_same_time_on_the_same_calls_are_refused_and_the_other_is_named(self):
        self._discount(10, date_from="2026-03-01", date_to="2026-03-31")
        for begin, end in (("2026-03-31", False), ("2026-02-01", "2026-03-01"), ("2026-03-10", "2026-03-11")):
            refused = self.assertRaisesRegex(ValidationError, "Acme: 10 % discount, all calls")
            with self.subTest(begin=begin), refused, self.cr.savepoint():
                self._discount(20, date_from=begin, date_to=end)
        self._discount(20, date_from="2026-04-01")
        self._discount(20, date_from="2026-03-01", applies_to="class", destination_class="mobile")

    def test_two_saved_at_the_same_moment_are_refused_by_the_database(self):
        self._discount(10)
        second = self._discount(20, applies_to="class", destination_class="mobile")
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation), self.cr.savepoint():
            self.cr.execute("UPDATE call_discount SET target = 'all:0' WHERE id = %s", (second.id,))
            self.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_what_makes_no_sense_is_refused(self):
        for vals, reason in (
            ({"percent": 101}, "at most 100 %"),
            ({"percent": -1001}, "at most 1000 %"),
            ({"percent": 0}, "changes nothing"),
            ({"applies_to": "class"}, "Choose what the discount is on"),
            ({"destination_class": "mobile"}, "Choose what the discount is on"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, reason), self.cr.savepoint():
                self._discount(**vals)

    def test_its_state_follows_the_calendar(self):
        today = fields.Date.today()
        for begin, end, state in ((-5, -2, "expired"), (-5, 2, "running"), (-5, None, "running"), (2, 5, "upcoming")):
            discount = self._discount(
                date_from=today + timedelta(days=begin), date_to=end and today + timedelta(days=end)
            )
            with self.subTest(begin=begin, end=end):
                self.assertEqual(discount.state, state)
            discount.active = False

    def test_its_owner_is_told_once_that_it_ends(self):
        soon = self._discount(date_to=fields.Date.today() + timedelta(days=14))
        later = self._discount(
            date_to=fields.Date.today() + timedelta(days=15), applies_to="class", destination_class="mobile"
        )
        job = self.env.ref("call_center_billing.call_discount_cron_remind").ir_actions_server_id
        for _day in range(2):
            job.run()
        told = self.env["mail.activity"].search([("res_model", "=", "call.discount")])
        self.assertEqual(told.mapped("res_id"), soon.ids)
        self.assertEqual((told.user_id, told.date_deadline), (soon.user_id, soon.date_to))
        soon.date_to = fields.Date.today() + timedelta(days=10)
        job.run()
        self.assertEqual(self.env["mail.activity"].search_count([("res_id", "=", later.id)]), 0)
        self.assertEqual(self.env["mail.activity"].search_count([("res_id", "=", soon.id)]), 2)

    def test_a_discount_that_priced_calls_is_kept(self):
        discount = self._discount()
        unused = self._discount(date_from=date(2027, 1, 1), applies_to="class", destination_class="mobile")
        self._call()
        with self.assertRaisesRegex(UserError, "has priced calls"):
            discount.unlink()
        unused.unlink()
        with self.assertRaisesRegex(UserError, "with discounts cannot be deleted|with calls cannot be deleted"):
            self.acme.unlink()

    def test_the_form_tells_what_it_would_do_before_it_is_saved(self):
        for seconds in (60, 120):
            self._call(seconds=seconds)
        self._call(start="2026-06-01 10:00:00")  # more than 90 days before the newest
        seller = self._create_user("sales")
        form = Form(self.env["call.discount"].with_user(seller))
        form.partner_id = self.acme
        form.percent = 10
        self.assertEqual((form.effect_count, form.effect_charged), (2, 1_800_000))
        self.assertEqual((form.effect_amount, form.effect_difference), (1_620_000, -180_000))
        form.applies_to = "class"
        form.destination_class = "premium"
        self.assertEqual((form.effect_count, form.effect_note), (0, "The customer has made no such calls yet."))
        form.destination_class = "mobile"
        self.assertEqual(form.effect_difference, -180_000)
        self.assertFalse(self.env["call.discount"].search_count([]))

    def test_a_contact_s_discount_is_its_company_s(self):
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.acme.id})
        self.assertEqual(self._discount(partner_id=contact.id).partner_id, self.acme)

    def test_every_change_leaves_a_trace(self):
        discount = self._discount()
        discount.percent = 12
        other = self._create_pricelist("Other", self.card)
        self.acme.specific_property_product_pricelist = other
        changes = self.env["call.rule.change"].search([("model", "in", ("call.discount", "res.partner"))])
        found = [(change.field_id.name, change.old_value, change.new_value) for change in changes]
        self.assertIn(("percent", "10.0", "12.0"), found)
        names = (self.pricelist.display_name, other.display_name)
        self.assertIn(("specific_property_product_pricelist", *names), found)
