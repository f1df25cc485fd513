"""Who may do what with billing services and their messages."""

from psycopg2.errors import CheckViolation, ForeignKeyViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SECRET, ServiceCase

SECRETS = ("secret", "secret_in", "url", "folder", "host", "port", "login", "password", "private_key", "host_key")


@tagged("post_install", "-at_install")
class TestServiceAccess(ServiceCase):
    def test_a_manager_keeps_services_and_a_copy_has_no_secrets(self):
        service = self.service.with_user(self._create_user("manager"))
        self.assertEqual(service.secret, SECRET)
        copy = service.copy({"folder": "copy"})
        self.assertEqual((copy.secret, copy.secret_in, copy.password), (False, False, False))
        copy.unlink()
        self.assertNotIn("secret", service.get_views([(False, "list")])["models"]["call.billing.service"]["fields"])

    def test_a_clerk_works_with_services_and_knows_no_secret(self):
        service = self.service.with_user(self._create_user("clerk"))
        self.assertEqual(service.read(["name", "waiting_count"])[0]["name"], "Nordic Billing")
        for field in SECRETS:
            with self.subTest(field), self.assertRaises(AccessError):
                service.read([field])
        for act in (
            service.action_try,
            service.action_trust,
            service.action_forget,
            lambda: service.write({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(service.action_work()["params"]["type"], "success")
        service.get_view(view_type="form")
        self._invoice()
        self.assertEqual(service.waiting_count, 1)
        for action in (service.action_view_waiting, service.action_view_aside, service.action_view_done):
            domain = action()["domain"]
            self.env["call.service.message"].with_user(service.env.user).search(domain)
        self.assertTrue(service.action_view_balances()["domain"])

    def test_others_see_nothing_of_it(self):
        self._invoice()
        for group in ("sales", "switch"):
            user = self._create_user(group)
            for record in (self.service, self._messages()):
                with self.subTest(group), self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
            with self.assertRaises(AccessError):
                self._messages().with_user(user).action_retry()

    def test_another_company_s_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other operator"})
        service = self.service.copy(
            {
                "name": "Theirs",
                "company_id": other.id,
                "journal_id": False,
                "write_off_account_id": False,
                "folder": "theirs",
            }
        )
        manager = self._create_user("manager")
        self.assertNotIn(service, self.env["call.billing.service"].with_user(manager).search([]))
        with self.assertRaises(AccessError):
            service.with_user(manager).read(["name"])
        with self.assertRaisesRegex(ValidationError, "another company"):
            self.acme.write({"call_service_policy": "own", "call_service_id": service.id})

    def test_secrets_are_long_and_not_the_same(self):
        for vals in ({"secret": "short"}, {"secret_in": "short"}, {"secret_in": SECRET}):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.service.write(vals)

    def test_documents_are_posted_by_https_only(self):
        for url in (
            "http://billing.example.com",
            "https://user:pass@billing.example.com",
            "file:///etc/passwd",
            "https://",
            "ftp://x.example",
            "https://x.example/#a",
            "https://x.example/a b",
            "http://[::1",
        ):
            with self.subTest(url), self.assertRaises(ValidationError):
                self.service.url = url
        for url in ("https://billing.example.com/a?b=c", "http://127.0.0.1:8080/", "http://localhost/"):
            self.service.url = url

    def test_a_service_with_messages_is_archived_and_not_deleted(self):
        self._invoice()
        with self.assertRaises(ForeignKeyViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.service.unlink()
        with self.assertRaises(ValidationError):
            self.service.port = 70_000
