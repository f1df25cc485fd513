"""What each kind of user may do with price lists, discounts and groups, tried as that user."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import BillingCase

RECORDS = "odoo.addons.base.models.ir_rule"
MODELS = "odoo.addons.base.models.ir_model"


@tagged("post_install", "-at_install")
class TestPriceAccess(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.basic = cls._create_pricelist("Basic", cls.card)
        cls.company.call_pricelist_id = cls.basic
        cls.users = {group: cls._create_user(group) for group in ("sales", "clerk", "manager", "switch")}
        cls.users["employee"] = new_test_user(cls.env, "ccb_employee", "base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "ccb_portal", "base.group_portal")

    def _as(self, user, record):
        return record.with_user(self.users[user])

    def test_sales_staff_make_and_change_price_lists(self):
        for user in ("sales", "clerk", "manager"):
            with self.subTest(user):
                model = self._as(user, self.env["product.pricelist"])
                made = model.create({"name": f"List by {user}", "call_rate_card_id": self.card.id})
                made.item_ids = [
                    (0, 0, {"call_destination_class": "mobile", "compute_price": "percentage", "percent_price": 10})
                ]
                made.item_ids.percent_price = 12
                made.item_ids.unlink()

    def test_only_managers_change_the_basic_price_list(self):
        rule = {"call_destination_class": "mobile", "compute_price": "percentage", "percent_price": 10}
        for user in ("sales", "clerk"):
            basic = self._as(user, self.basic)
            with self.subTest(user), mute_logger(RECORDS):
                with self.assertRaises(AccessError):
                    basic.name = "Cheaper"
                with self.assertRaises(AccessError):
                    basic.env["product.pricelist.item"].create({"pricelist_id": basic.id, **rule})
                self.assertEqual(basic.name, "Basic")
        basic = self._as("manager", self.basic)
        basic.name = "Cheaper"
        basic.item_ids = [(0, 0, rule)]
        self.assertEqual(len(self.basic.item_ids), 1)

    def test_sales_staff_give_discounts_and_keep_groups_but_delete_none(self):
        discount = self._as("sales", self.env["call.discount"]).create({"partner_id": self.acme.id, "percent": 5})
        self.assertEqual(discount.user_id, self.users["sales"])
        discount.percent = 6
        group = self._as("sales", self.env["call.customer.group"]).create(
            {"name": "Resellers", "pricelist_id": self.pricelist.id}
        )
        self._as("sales", self.acme).call_group_id = group
        for record in (discount, group, self._as("sales", self.pricelist)):
            with self.subTest(record._name), mute_logger(MODELS), self.assertRaises(AccessError):
                record.unlink()
        self._as("manager", discount).unlink()

    def test_sales_staff_assign_lists_to_customers_numbers_and_campaigns(self):
        other = self._create_pricelist("Other", self.card)
        customer = self._as("sales", self.acme)
        customer.property_product_pricelist = other
        customer.call_number_ids.pricelist_id = other
        campaign = {"name": "Spring", "partner_id": customer.id, "code": "S", "pricelist_id": other.id}
        customer.env["call.campaign"].create(campaign)
        self.assertEqual(self._call().rule, "number")

    def test_outsiders_see_no_discounts_and_no_groups(self):
        for user in ("employee", "portal", "switch"):
            for model in ("call.discount", "call.customer.group"):
                with self.subTest(user=user, model=model):
                    self.assertFalse(self._as(user, self.env[model]).has_access("read"))

    def test_everybody_s_orders_know_the_group_s_list(self):
        other = self._create_pricelist("Other", self.card)
        group = self.env["call.customer.group"].create({"name": "Resellers", "pricelist_id": other.id})
        customer = self.env["res.partner"].create({"name": "Member", "call_group_id": group.id})
        self.assertEqual(self._as("employee", customer).property_product_pricelist, other)

    def test_another_company_sees_no_discounts(self):
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 5})
        company = self.env["res.company"].create({"name": "Other operator"})
        group = "call_center_billing.call_center_billing_group_manager"
        companies = {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        user = new_test_user(self.env, "ccb_other", group, **companies)
        self.assertFalse(self.env["call.discount"].with_user(user).search_count([]))
