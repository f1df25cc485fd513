"""How the pages of users, notifications and privacy look, and that one can work with them."""

from odoo.tests import tagged

from ..look import LookCase
from .common import PeopleCase


@tagged("post_install", "-at_install")
class TestUsersLook(PeopleCase, LookCase):
    def test_pages_of_users_notifications_and_privacy(self):
        email = "a" * 60 + "@example.com"
        self._create_contact("Åsa Lång-Efternamnsson", "portal_asa").partner_id.email = email
        self.env["call.erasure.request"].create({"partner_id": self.customer_a.id})
        self.look("/my/users?done=invited", "/my/notifications", "/my/privacy", login="portal_a")


@tagged("post_install", "-at_install")
class TestAccessTours(PeopleCase):
    def test_users_are_invited_changed_and_removed(self):
        self.start_tour("/my", "call_access_users", login="portal_a")
        nora = self.env["res.partner"].search([("email", "=", "nora@example.com")])
        self.assertTrue(nora.call_portal_order and nora.user_ids)
        self.assertFalse(nora.call_portal_users or self.sibling.partner_id.call_portal_bills or self.colleague.active)

    def test_erasure_is_asked_for_and_withdrawn(self):
        self.start_tour("/my", "call_access_privacy", login="portal_a")
        request = self.env["call.erasure.request"].search([])
        self.assertEqual((request.partner_id, request.state), (self.user_a.partner_id, "withdrawn"))

    def test_notifications_are_chosen(self):
        self.start_tour("/my", "call_access_notifications", login="portal_a")
        self.assertEqual(self.customer_a.call_notice_preference_ids.choice, "off")
        self.assertTrue(self.user_a.partner_id.call_notice_contact)


@tagged("post_install", "-at_install")
class TestAccessToursOnAPhone(PeopleCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_users_are_invited_changed_and_removed(self):
        self.start_tour("/my", "call_access_users", login="portal_a")
        self.assertFalse(self.colleague.active)
