"""The end of a call tells of a low balance."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..admission.api_common import ApiCase


@tagged("post_install", "-at_install")
class TestNoticeEnd(ApiCase):
    def test_who_has_little_left_after_a_call_is_told(self):
        with self.assertRaises(AccessError):
            self.acme.with_user(self._create_user("sales")).call_low_balance = 9.8
        for call_id, least, told in (("1.1", 9.3, 0), ("1.2", 9.0, 1), ("1.3", 9.0, 1)):
            self.acme.with_user(self._create_clerk()).call_low_balance = least
            self._authorize(call_id)
            self._grow_older(call_id, 600)
            self._told("end", call_id=call_id, talk_seconds=60)
            notices = self.env["call.notice"].search([("partner_id", "=", self.acme.id)])
            self.assertEqual(notices.mapped("event_id.code"), ["low_balance"] * told)
        self.assertIn("8.80", notices._sum("balance"))

    def _create_clerk(self):
        return self.env["res.users"].search([("login", "=", "ccb_clerk")]) or self._create_user("clerk")
