"""Who blocks, who lifts and who only looks."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_block import BlockCase


@tagged("post_install", "-at_install")
class TestBlockAccess(BlockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {group: cls._create_user(group) for group in ("sales", "manager", "switch")}
        cls.users["clerk"] = cls.clerk
        cls.users["employee"] = new_test_user(cls.env, "ccb_employee", "base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "ccb_portal", "base.group_portal")

    def _rights(self, model):
        """{user: what it may do with the model}."""
        operations = ("read", "write", "create", "unlink")
        return {
            name: "".join(one[0] for one in operations if self.env[model].with_user(user).has_access(one))
            for name, user in self.users.items()
        }

    def test_rights(self):
        nobody = {"switch": "", "employee": "", "portal": ""}
        self.assertEqual(self._rights("call.block"), nobody | {"sales": "r", "clerk": "rwc", "manager": "rwcu"})
        for model in ("call.block.reason", "call.prompt", "call.prompt.audio"):
            with self.subTest(model):
                self.assertEqual(self._rights(model), nobody | {"sales": "r", "clerk": "r", "manager": "rwcu"})

    def test_clerks_and_managers_block_and_lift(self):
        for name in ("clerk", "manager"):
            block = self.env["call.block"].with_user(self.users[name])._block(self.acme, "manual", self.rude)
            self.assertEqual(block.create_uid, self.users[name])
            block.action_lift()
            self.assertEqual(block.lifted_by_id, self.users[name])

    def test_others_do_not(self):
        block = self._block()
        for name in ("sales", "switch", "employee", "portal"):
            with self.subTest(name):
                theirs = self.env["call.block"].with_user(self.users[name])
                with self.assertRaises(AccessError):
                    theirs._block("+46840050060", "manual", self.rude)
                with self.assertRaises(AccessError):
                    block.with_user(self.users[name]).action_lift()
                with self.assertRaises(AccessError):
                    block.with_user(self.users[name]).action_clear_suspicion()
        self.assertEqual(block.state, "open")

    def test_sales_staff_see_that_a_customer_is_blocked(self):
        self._block()
        acme = self.acme.with_user(self.users["sales"])
        self.assertTrue(acme.call_blocked and acme.call_number_ids.blocked)
        self.assertTrue(acme.call_block_ids)

    def test_nobody_passes_for_a_rule(self):
        vals = {"partner_id": self.acme.id, "reason_id": self.rude.id}
        for name in ("clerk", "manager"):
            blocks = self.env["call.block"].with_user(self.users[name])
            with self.subTest(name), self.assertRaises(AccessError), self.cr.savepoint():
                blocks.create(vals | {"cause": "limit"})
            with self.subTest(name), self.assertRaises(AccessError), self.cr.savepoint():
                blocks.with_context(default_cause="limit").create(vals)
            with self.subTest(name), self.assertRaises(AccessError), self.cr.savepoint():
                blocks.create(vals | {"lifted_at": "2026-01-01 00:00:00"})

    def test_a_manager_removes_a_block_that_should_never_have_been(self):
        block = self._block()
        with self.assertRaises(AccessError):
            block.unlink()
        block.with_user(self.users["manager"]).unlink()
        self.assertFalse(block.exists())

    def test_other_companies_see_nothing_of_it(self):
        block = self._block()
        company = self.env["res.company"].create({"name": "Other operator"})
        stranger = new_test_user(
            self.env,
            "ccb_stranger",
            "call_center_billing.call_center_billing_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        with self.assertRaises(AccessError):
            block.with_user(stranger).read(["note"])
        self.assertFalse(self.env["call.block"].with_user(stranger).search([]))
