"""Who may do what with directories, look-ups and the work list, tried as that user."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import DirectoryCase

MODELS = (
    "call.directory",
    "call.directory.entry",
    "call.directory.lookup",
    "call.directory.task",
    "call.directory.cost",
    "call.directory.dismiss",
    "call.directory.import",
    "call.directory.try",
)
CREDENTIALS = ("url", "login", "secret", "headers")


@tagged("post_install", "-at_install")
class TestDirectoryAccess(DirectoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {group: cls._create_user(group) for group in ("sales", "clerk", "manager", "switch")}
        cls.users["employee"] = new_test_user(cls.env, "ccb_employee", "base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "ccb_portal", "base.group_portal")

    def setUp(self):
        super().setUp()
        self.directory = self._says({})
        self._identify()

    def _may(self, user, operation):
        return {model for model in MODELS if self.env[model].with_user(self.users[user]).has_access(operation)}

    def test_nobody_but_clerks_and_managers_sees_any_of_it(self):
        for user in ("sales", "switch", "employee", "portal"):
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(user=user, operation=operation):
                    self.assertFalse(self._may(user, operation))

    def test_a_clerk_reads_and_works_the_list(self):
        self.assertEqual(self._may("clerk", "read"), {*MODELS[:4], "call.directory.dismiss"})
        self.assertEqual(self._may("clerk", "write"), {"call.directory.task", "call.directory.dismiss"})
        self.assertEqual(self._may("clerk", "create"), {"call.directory.dismiss"})

    def test_a_manager_keeps_directories_and_nobody_evidence(self):
        self.assertEqual(self._may("manager", "read"), set(MODELS))
        kept = self._may("manager", "create")
        self.assertEqual(kept, set(MODELS) - {"call.directory.lookup", "call.directory.task", "call.directory.cost"})
        with self.assertRaises(UserError):
            self._lookups().unlink()

    def test_only_managers_know_credentials(self):
        manager = self.directory.with_user(self.users["manager"])
        self.assertEqual(manager.read(["secret"])[0]["secret"], "s3cret/key")
        clerk = self.directory.with_user(self.users["clerk"])
        clerk.get_view(view_type="form")
        self.assertEqual(clerk.read(["name", "kind"])[0]["name"], "Stand-in")
        for field in CREDENTIALS:
            with self.subTest(field), self.assertRaises(AccessError):
                clerk.read([field])
        self.assertFalse({*CREDENTIALS} & clerk.read()[0].keys())
        self.assertFalse({*CREDENTIALS} & clerk.fields_get().keys())

    def test_credentials_are_not_copied(self):
        copy = (
            self.env["call.directory"]
            .create({"name": "H", "kind": "hitta", "login": "a", "secret": "b"})
            .with_user(self.users["manager"])
            .copy()
        )
        self.assertEqual((copy.login, copy.secret), (False, False))

    def test_nobody_identifies_by_rpc(self):
        method = type(self.env["call.directory"])._identify
        self.assertTrue(getattr(method, "_api_private", False))
        with self.assertRaises(AccessError):
            self.directory.with_user(self.users["clerk"]).action_ask_again()

    def test_sales_cannot_complete_or_dismiss_by_rpc(self):
        task = self._tasks().with_user(self.users["sales"])
        for act in (task.action_complete, task.action_reopen, lambda: task._dismiss("x", 1)):
            with self.assertRaises(AccessError):
                act()

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        user = new_test_user(
            self.env,
            "ccb_other",
            "call_center_billing.call_center_billing_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        register = self.env["call.directory"].create({"name": "R"})
        self.env["call.directory.entry"].create(
            {"directory_id": register.id, "number": "+46701", "name": "x"} | {"number": "+46701740605"}
        )
        for model in ("call.directory.entry", "call.directory.lookup", "call.directory.task", "call.directory.cost"):
            with self.subTest(model):
                self.assertTrue(self.env[model].search_count([]))
                self.assertFalse(self.env[model].with_user(user).search_count([]))
        # it has its own register, made with it
        self.assertEqual(self.env["call.directory"].with_user(user).search([]).mapped("kind"), ["register"])

    def test_another_company_s_directories_are_not_asked(self):
        company = self.env["res.company"].create({"name": "Other operator", "country_id": self.env.ref("base.se").id})
        other = self.env["call.source"].create(
            {"name": "O", "company_id": company.id, "country_id": self.env.ref("base.se").id}
        )
        self.assertFalse(self._identify("+46701740699", source=other))
        self.assertRecordValues(self._tasks("+46701740699"), [{"company_id": company.id, "reason": "none"}])
        self.assertEqual(self._lookups("+46701740699").directory_id.company_id, company)
