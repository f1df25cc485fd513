"""What each kind of user sees of admission, tried as that user."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .api_common import ApiCase

MODELS = ("call.hold", "call.denial")


@tagged("post_install", "-at_install")
class TestAdmissionAccess(ApiCase):
    def setUp(self):
        super().setUp()
        self._authorize("1.1")
        self._authorize("1.2")
        self.users = {group: self._create_user(group) for group in ("sales", "clerk", "manager", "switch")}
        self.users["employee"] = new_test_user(self.env, "adm_employee", "base.group_user")
        self.users["portal"] = new_test_user(self.env, "adm_portal", "base.group_portal")

    def _may(self, user, model, operation):
        return self.env[model].with_user(self.users[user]).has_access(operation)

    def test_staff_reads_and_nobody_writes(self):
        for model in MODELS:
            readers = {user for user in self.users if self._may(user, model, "read")}
            self.assertEqual(readers, {"sales", "clerk", "manager"})
            for operation in ("write", "create", "unlink"):
                self.assertFalse(any(self._may(user, model, operation) for user in self.users))

    def test_called_numbers_are_for_those_who_work_with_calls(self):
        hold = self._hold("1.1")
        self.assertEqual(hold.with_user(self.users["clerk"]).b_number, "+46701110001")
        for model in MODELS:
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.users["sales"]).search([]).read(["b_number"])

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        manager = "call_center_billing.call_center_billing_group_manager"
        user = new_test_user(self.env, "adm_other", manager, company_id=company.id, company_ids=[(6, 0, company.ids)])
        for model in MODELS:
            self.assertTrue(self.env[model].search_count([]))
            self.assertFalse(self.env[model].with_user(user).search_count([]))

    def test_only_managers_see_and_change_how_a_switch_asks(self):
        self.source.with_user(self.users["manager"]).admission_networks = "127.0.0.1"
        with self.assertRaises(AccessError):
            self.source.with_user(self.users["clerk"]).read(["admission_networks"])
        with self.assertRaises(AccessError):
            self.source.with_user(self.users["clerk"]).admission_seconds = 60

    def test_nothing_can_be_asked_over_rpc(self):
        for model in ("call.admission", "call.balance"):
            for user in self.users:
                self.assertFalse(self.env[model].with_user(self.users[user]).has_access("read"))
