"""Who may do what with vouchers."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import VoucherCase, codes_of, make_codes

MODELS = ("call.voucher.batch", "call.voucher", "call.voucher.liability", "call.voucher.guess")


@tagged("post_install", "-at_install")
class TestVoucherAccess(VoucherCase):
    def _rights(self, user, model):
        records = self.env[model].with_user(user)
        return "".join(right[0] for right in ("read", "write", "create", "unlink") if records.has_access(right))

    def test_rights_by_group(self):
        portal = new_test_user(self.env, "voucher_portal", "base.group_portal")
        expected = {
            portal: ("", "", "", ""),
            self._create_user("sales"): ("", "", "", ""),
            self._create_user("clerk"): ("r", "r", "r", ""),
            self._create_user("manager"): ("rwcu", "r", "r", "r"),
            self._create_user("switch"): ("", "", "", ""),
        }
        for user, rights in expected.items():
            self.assertEqual(tuple(self._rights(user, model) for model in MODELS), rights, user.login)

    def test_a_manager_makes_a_clerk_sells_and_redeems(self):
        manager, clerk = self._create_user("manager"), self._create_user("clerk")
        batch, codes = self._make_batch_as(manager)
        with self.assertRaises(AccessError):
            batch.with_user(clerk).action_make()
        wizard = self.env["call.voucher.sell"].with_user(clerk)
        wizard = wizard.with_context(**batch.with_user(clerk).action_sell()["context"]).create({})
        self.assertEqual((wizard.first, wizard.last, wizard.amount, wizard.partner_id), (1, 2, 200, self.shop))
        wizard.last = 1
        wizard.action_sell()
        self.assertEqual((batch.sold_count, self._voucher(1, batch).sold_by_id), (1, clerk))
        dialogue = self.env["call.voucher.redeem"].with_user(clerk)
        dialogue = dialogue.create({"partner_id": self.acme.id, "code": codes[1]})
        dialogue.action_redeem()
        self.assertEqual((dialogue.outcome, self._voucher(1, batch).state), ("ok", "used"))

    def _make_batch_as(self, user):
        values = {"name": "Theirs", "value": 100, "count": 2, "seller_id": self.shop.id}
        values["valid_until"] = fields.Date.today() + timedelta(days=9)
        batch = self.env["call.voucher.batch"].with_user(user).create(values)
        return batch, codes_of(make_codes(batch)[2])

    def test_ends_are_a_manager_s(self):
        clerk = self._create_user("clerk")
        batch = self.batch.with_user(clerk)
        for act in (batch.action_make, batch.action_void, batch.action_release, lambda: batch._make_void("x")):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.env["call.voucher.void"].with_user(clerk).create({"batch_id": batch.id, "last": 5, "reason": "x"})

    def test_sales_staff_and_customers_do_nothing(self):
        portal = new_test_user(self.env, "voucher_portal", "base.group_portal")
        for user in (portal, self._create_user("sales")):
            with self.assertRaises(AccessError):
                self.acme.with_user(user).action_call_redeem()
            with self.assertRaises(AccessError):
                self.batch.with_user(user)._sell(4, 5, self.shop)
            with self.assertRaises(AccessError):
                self.env["call.voucher.redeem"].with_user(user).create({"partner_id": self.acme.id})
        self.assertEqual(self._debt(), (3, 300, 300, 0))

    def test_another_company_sees_and_touches_nothing(self):
        company = self.env["res.company"].create({"name": "Another operator"})
        manager = new_test_user(
            self.env,
            "other_manager",
            "call_center_billing.call_center_billing_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self._wrong(1)
        for model in MODELS:
            self.assertFalse(self.env[model].with_user(manager).search([]), model)
        with self.assertRaises(AccessError):
            self.batch.with_user(manager)._sell(4, 5, self.shop)
        with self.assertRaises(AccessError):
            self.batch.with_user(manager)._make_void("x")
        with self.assertRaises(AccessError):
            self.batch.with_user(manager).action_make()
