"""Who sees top-ups, and whose."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TopUpCase

VIEWS = (
    ("account.payment", "account_payment_view_list_top_up"),
    ("account.payment", "account_payment_view_search_top_up"),
    ("account.payment", "account_payment_view_pivot_top_up"),
    ("call.top.up.link", "call_top_up_link_view_list"),
    ("call.top.up.link", "call_top_up_link_view_form"),
    ("call.top.up", "call_top_up_view_form"),
)


@tagged("post_install", "-at_install")
class TestTopUpAccess(TopUpCase):
    def test_a_clerk_sees_lists_and_dialogues(self):
        self._top_up()
        clerk = self._create_user("clerk")
        for model, name in VIEWS:
            view = self.env.ref(f"call_center_billing_payment.{name}")
            with self.subTest(view=name):
                self.assertTrue(self.env[model].with_user(clerk).get_view(view.id, view.type)["arch"])
        found = self.env["account.payment"].with_user(clerk).search([("call_top_up", "=", True)])
        self.assertEqual(found.mapped("call_available_after"), [100])

    def test_the_account_s_page_has_button_and_number(self):
        self._top_up()
        clerk, sales = self._create_user("clerk"), self._create_user("sales")
        page = self.env.ref("call_center_billing.res_partner_view_form_account")
        arch = self.env["res.partner"].with_user(clerk).get_view(page.id, "form")["arch"]
        self.assertIn("action_view_call_top_ups", arch)
        self.assertIn('string="Top Up"', arch)
        acme = self.acme.with_user(clerk)
        self.assertEqual((acme.call_top_up_count, acme.call_may_top_up), (1, True))
        self.assertEqual(self.env["account.payment"].search(acme.action_view_call_top_ups()["domain"]), self._top_ups())
        arch = self.env["res.partner"].with_user(sales).get_view(page.id, "form")["arch"]
        self.assertNotIn('string="Top Up"', arch)

    def test_sales_staff_and_customers_see_none(self):
        payment = self._top_up()
        portal = new_test_user(self.env, "acme_portal", "base.group_portal")
        portal.partner_id.parent_id = self.acme
        for user in (self._create_user("sales"), portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                payment.with_user(user).read(["amount"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._wizard(user=user)

    def test_a_customer_s_own_rules_are_read_for_the_customer(self):
        portal = new_test_user(self.env, "acme_portal", "base.group_portal")
        portal.partner_id.parent_id = self.acme
        self.company.call_top_up_maximum = 50
        partner = portal.partner_id.with_user(portal)
        self.assertTrue(partner._call_may_top_up())
        self.assertIn("at most", partner._call_top_up_problem(51, self.currency))
        self.assertIsNone(partner._call_top_up_problem(50, self.currency))

    def test_another_company_has_rules_and_top_ups_of_its_own(self):
        payment = self._top_up()
        other = self.env["res.company"].create({"name": "Other", "currency_id": self.currency.id})
        other.call_top_up_maximum = 50
        self.company.call_top_up_day_maximum = 150
        there = self.acme.with_company(other)
        self.assertIn("at most", there._call_top_up_problem(60, self.currency))
        self.assertIn("a day", self.acme._call_top_up_problem(60, self.currency))
        self.assertIsNone(there._call_top_up_problem(50, self.currency))
        clerk = self._create_user("clerk")
        clerk.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            payment.with_user(clerk).read(["amount"])

    def test_the_settings_are_on_the_page(self):
        settings = self.env["res.config.settings"].create({"call_top_up_maximum": 700, "call_top_up_link_days": 3})
        settings.execute()
        self.assertEqual((self.company.call_top_up_maximum, self.company.call_top_up_link_days), (700, 3))
