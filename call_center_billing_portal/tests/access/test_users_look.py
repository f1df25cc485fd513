"""How the page of users looks."""

from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestUsersLook(LookCase):
    def test_pages_of_users_notifications_and_privacy(self):
        contact = {
            "name": "Åsa Lång-Efternamnsson",
            "parent_id": self.customer_a.id,
            "email": "a" * 60 + "@example.com",
        }
        partner = self.env["res.partner"].create(contact)
        self._create_user("portal_asa", "base.group_portal", partner_id=partner.id)
        self.env["call.erasure.request"].create({"partner_id": self.customer_a.id})
        self.look("/my/users?done=invited", "/my/notifications", "/my/privacy", login="portal_a")
