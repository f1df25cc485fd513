"""Who may do what with feeds."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BillingCase

SECRETS = ("host", "port", "login", "password", "private_key", "host_key")


@tagged("post_install", "-at_install")
class TestCallFeedAccess(BillingCase):
    def setUp(self):
        super().setUp()
        self.feed = self.env["call.source.feed"].create(
            {"name": "F", "source_id": self.source.id, "kind": "sftp", "host": "x.invalid", "password": "s3cret"}
        )

    def test_a_manager_keeps_feeds(self):
        feed = self.feed.with_user(self._create_user("manager"))
        self.assertEqual(feed.password, "s3cret")
        feed.write({"name": "G", "password": "t"})
        copy = feed.copy()
        self.assertEqual((copy.password, copy.host), (False, "x.invalid"))
        copy.unlink()

    def test_a_clerk_sees_feeds_and_fetches_but_knows_no_secret(self):
        feed = self.feed.with_user(self._create_user("clerk"))
        self.assertEqual(feed.read(["name", "last_error"])[0]["name"], "F")
        for field in SECRETS:
            with self.subTest(field), self.assertRaises(AccessError):
                feed.read([field])
        for act in (feed.action_test, feed.action_trust, feed.action_forget, lambda: feed.write({"folder": "/"})):
            with self.assertRaises(AccessError):
                act()
        self.assertIn("Fill in the SFTP server", feed.action_fetch()["params"]["message"])
        feed.get_view(view_type="form")
        self.source.with_user(feed.env.user).get_view(view_type="form")

    def test_others_see_no_feeds(self):
        for group in ("sales", "switch"):
            feed = self.feed.with_user(self._create_user(group))
            for act in (feed.action_fetch, feed.action_test, lambda feed=feed: feed.read(["name"])):
                with self.assertRaises(AccessError):
                    act()

    def test_another_company_s_feeds_are_not_seen(self):
        manager = self._create_user("manager")
        company = self.env["res.company"].create({"name": "Other operator"})
        other = self.env["call.source"].create({"name": "O", "company_id": company.id, "country_id": 1})
        self.env["call.source.feed"].create({"name": "Theirs", "source_id": other.id})
        self.assertEqual(self.env["call.source.feed"].with_user(manager).search([]), self.feed)

    def test_a_port_is_a_port(self):
        with self.assertRaises(ValidationError):
            self.feed.port = 70_000
