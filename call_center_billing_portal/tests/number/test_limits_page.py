"""Own limits and the PIN."""

import re

from odoo.http import Request
from odoo.tests import tagged

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestLimitsPage(CallPortalCase):
    def _send(self, url, **form):
        self.authenticate("portal_a", "portal_a")
        response = self.url_open(url, data={"csrf_token": Request.csrf_token(self), **form}, allow_redirects=False)
        self.env.invalidate_all()
        return response

    def test_limits_are_set_and_taken_away(self):
        response = self._send("/my/limits", day="1 200,50", low="50", off=["mobile", "premium"])
        self.assertEqual(response.status_code, 303)
        account = self.customer_a
        self.assertEqual((account.call_own_day_limit, account.call_low_balance), (1200.5, 50))
        self.assertEqual(set(account.call_own_block_ids.mapped("destination_class")), {"mobile", "premium"})
        text = self.page_text("/my/limits?saved=1", self.user_a)
        self.assertIn("Saved. It holds for the next call.", text)
        self._send("/my/limits", day="", low="")
        self.assertFalse(account.call_own_day_limit or account.call_low_balance or account.call_own_block_ids)
        self.assertFalse(self.customer_b.call_own_day_limit)

    def test_our_limits_are_the_most_and_stay(self):
        self.customer_a.call_day_limit = 100
        self.customer_a.call_blocked_destination_ids = self.env["call.destination"].search([], limit=1)
        text = self.page_text("/my/limits", self.user_a)
        self.assertIn("100.00", text)
        self.assertIn(self.customer_a.call_blocked_destination_ids.name, text)
        response = self._send("/my/limits", day="100.01", off=["mobile"])
        self.assertEqual(response.status_code, 200)
        self.assertIn("Choose at most", response.text)
        self.assertIn('value="100.01"', response.text)
        self.assertFalse(self.customer_a.call_own_day_limit or self.customer_a.call_own_block_ids)
        self._send("/my/limits", day="100")
        self.assertEqual(self.customer_a.call_day_limit, 100)
        self.assertTrue(self.customer_a.call_blocked_destination_ids)

    def test_what_is_no_sum_is_said(self):
        for text in ("abc", "-5", "1e9", "nan", "٣", "9" * 40, "1.2.3", "\x00"):
            response = self._send("/my/limits", day=text)
            self.assertEqual(response.status_code, 200, text)
            self.assertIn("Write sums as numbers", response.text, text)
        self.assertIn("Choose kinds of calls", self._send("/my/limits", off="' OR 1=1").text)

    def test_a_pin_is_got_and_changed_and_shown_once(self):
        self.assertIn("You have no PIN.", self.page_text("/my/pin", self.user_a))
        self.assertIn("Tick that", self._send("/my/pin").text)
        digits = re.search(r'name="call_pin_whole">([\d ]+)<', self._send("/my/pin", agree="1").text)[1]
        pins, whole = self.env["call.pin"], digits.replace(" ", "")
        self.assertEqual(pins._verify(self.env.company, whole), (self.customer_a, "ok"))
        self.assertNotIn(digits, self.page_text("/my/pin", self.user_a))
        self.assertIn("Wait a minute", self._send("/my/pin", agree="1").text)
        pins.search([]).issued_at = "2020-01-01"
        self._send("/my/pin", agree="1")
        self.assertEqual(pins._verify(self.env.company, whole)[1], "wrong")
        self.assertEqual(self.env["call.pin"].search_count([("revoked_at", "=", False)]), 1)
