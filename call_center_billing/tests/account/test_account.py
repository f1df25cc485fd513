"""How an account may pay, who changes that, and what an upgrade leaves as it was."""

import importlib.util
from pathlib import Path

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.sql import column_exists

from ..common import BillingCase

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.4.0.0/pre-credit-policy.py"
ACCOUNT_FORM = "call_center_billing.res_partner_view_form_account"


@tagged("post_install", "-at_install")
class TestAccount(BillingCase):
    def test_a_new_customer_has_the_company_s_starting_credit(self):
        self.company.call_starting_credit = 1500
        customer = self._create_customer("Newcomer")
        self.assertEqual(
            (customer.call_policy, customer.call_credit_policy, customer.call_credit_limit, customer.call_opened_by),
            ("postpaid", "limited", 1500, "manual"),
        )
        self.company.call_starting_credit = 500
        self.assertEqual(customer.call_credit_limit, 1500, "who is there already keeps what it has")

    def test_a_company_s_starting_credit_is_1000_unless_it_says_otherwise(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        self.assertEqual(company.call_starting_credit, 1000)
        settings = self.env["res.config.settings"].with_company(company).create({})
        settings.call_starting_credit = 750
        settings.execute()
        self.assertEqual(company.call_starting_credit, 750)
        self.assertEqual(self.company.call_starting_credit, 1000)

    def test_an_account_is_opened_with_its_number_from_now(self):
        self.company.call_starting_credit = 800
        vals = {"name": "Karin Ek", "street": "Ringvägen 1", "call_credit_limit": 99_999}
        partner = self.env["res.partner"]._call_open(self.company, vals, "08-400 500 61", "directory")
        self.assertEqual(
            (partner.call_opened_by, partner.call_credit_policy, partner.call_credit_limit, partner.country_id),
            ("directory", "limited", 800, self.env.ref("base.se")),
        )
        number = partner.call_number_ids
        self.assertEqual((number.number, number.valid_to), ("+46840050061", False))
        self.assertEqual(partner.call_number_count, 1)

    def test_an_account_may_be_opened_without_a_number(self):
        partner = self.env["res.partner"]._call_open(self.company, {"name": "Secret"}, "", "manual")
        self.assertFalse(partner.call_number_ids)

    def test_no_account_is_opened_for_a_number_that_has_an_owner(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation), self.cr.savepoint():
            self.env["res.partner"]._call_open(self.company, {"name": "Thief"}, "+46812345678", "directory")

    def test_in_another_company_its_starting_credit_and_its_number(self):
        company = self.env["res.company"].create({"name": "Other operator", "country_id": self.env.ref("base.no").id})
        company.call_starting_credit = 300
        partner = self.env["res.partner"]._call_open(company, {"name": "Kari"}, "22 22 55 55", "directory")
        self.assertEqual(partner.call_credit_limit, 300)
        self.assertEqual((partner.call_number_ids.company_id, partner.call_number_ids.number), (company, "+4722225555"))

    def test_limits_are_not_negative(self):
        for name in ("call_credit_limit", "call_minimum_balance"):
            with self.subTest(name), mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
                self.acme[name] = -1
                self.acme.flush_recordset()

    def test_clerks_change_credit_and_the_history_says_so(self):
        # what is made and changed in one transaction is not tracked
        self.cr.flush()
        self.cr.precommit.clear()
        acme = self.acme.with_user(self._create_user("clerk")).with_context(tracking_disable=False)
        with Form(acme, view=ACCOUNT_FORM) as form:
            form.call_policy = "hybrid"
            form.call_credit_limit = 2500
        self.assertEqual(self.acme.call_credit_limit, 2500)
        self.env.flush_all()
        self.cr.flush()
        changed = self.acme.message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertEqual(set(changed) & {"call_policy", "call_credit_limit"}, {"call_policy", "call_credit_limit"})

    def test_sales_staff_see_credit_and_cannot_change_it(self):
        user = self._create_user("sales")
        acme = self.acme.with_user(user)
        self.assertEqual(acme.call_credit_limit, 1000)
        for vals in ({"call_credit_limit": 9}, {"call_credit_policy": "unlimited"}, {"call_policy": "hybrid"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                acme.write(vals)
            with self.subTest(vals), self.assertRaises(AccessError):
                self.env["res.partner"].with_user(user).create({"name": "New"} | vals)
        with Form(acme, view=ACCOUNT_FORM) as form, self.assertRaisesRegex(AssertionError, "readonly"):
            form.call_credit_limit = 9

    def test_sales_staff_make_customers_with_the_starting_credit(self):
        user = self._create_user("sales")
        form = Form(self.env["res.partner"].with_user(user), view=ACCOUNT_FORM)
        form.name = "Made by sales"
        self.assertEqual(form.save().call_credit_limit, 1000)

    def test_others_read_nothing_of_it_and_still_make_contacts(self):
        user = new_test_user(self.env, "ccb_employee", "base.group_user,base.group_partner_manager")
        contact = self.env["res.partner"].with_user(user).create({"name": "Supplier"})
        for name in ("call_credit_limit", "call_policy", "call_blocked", "call_pin_ids", "call_block_ids"):
            with self.subTest(name), self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                contact.read([name])

    def test_who_keeps_users_needs_no_right_to_accounts(self):
        keeper = new_test_user(
            self.env, "ccb_keeper", "base.group_user,base.group_erp_manager,base.group_partner_manager"
        )
        user = self.env["res.users"].with_user(keeper).create({"name": "New colleague", "login": "ccb_colleague"})
        self.assertEqual(user.partner_id.sudo().call_credit_limit, 1000)
        with self.assertRaises(AccessError):
            self.env["res.users"].with_user(keeper).create(
                {"name": "Friend", "login": "ccb_friend", "call_credit_limit": 1_000_000}
            )

    def test_a_copy_of_a_customer_begins_with_the_starting_credit(self):
        self.acme.write({"call_credit_policy": "unlimited", "call_credit_limit": 50_000, "call_policy": "hybrid"})
        copy = self.acme.copy()
        self.assertEqual(
            (copy.call_policy, copy.call_credit_policy, copy.call_credit_limit), ("postpaid", "limited", 1000)
        )
        self.assertFalse(copy.call_number_ids or copy.call_pin_ids or copy.call_block_ids)


@tagged("post_install", "-at_install")
class TestCreditMigration(BillingCase):
    def test_customers_from_before_limits_stay_without_one(self):
        spec = importlib.util.spec_from_file_location("pre_credit_policy", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        self.cr.execute("ALTER TABLE res_partner DROP COLUMN call_credit_policy")
        for _again in range(2):
            script.migrate(self.cr, "19.0.3.0.0")
            self.assertTrue(column_exists(self.cr, "res_partner", "call_credit_policy"))
        self.env.invalidate_all()
        self.assertEqual(self.acme.call_credit_policy, "unlimited")
        self.assertEqual(self._create_customer("Newcomer").call_credit_policy, "limited")
