"""What each contact sees of the account, and nobody of another."""

from odoo.tests import tagged

from .common import HomeCase


@tagged("post_install", "-at_install")
class TestHomeRoles(HomeCase):
    def setUp(self):
        super().setUp()
        self.import_calls({"seconds": 300}, {"seconds": 600, "a": self.B_NUMBER})
        self._bill(20, days=-3)
        self._bill(77, days=-3, customer=self.customer_b)

    def test_nobody_sees_anything_of_another_account(self):
        text = self.home(self.user_a)
        for word in ("Customer B", "77.00", "6.10"):
            self.assertNotIn(word, text)
        self.assertIn("77.00", self.home(self.user_b))

    def test_who_is_not_logged_in_comes_to_the_login(self):
        response = self.open("/my")
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])

    def test_without_bills_there_is_no_money(self):
        self.contact_a.call_portal_bills = False
        text = self.home()
        for word in ("Balance", "Next invoice", "overdue", "What to do now", "Pay "):
            self.assertNotIn(word, text.partition("All pages")[0])
        self.assertIn("Used from", text)
        self.assertIn("Your service", text)

    def test_without_calls_there_is_no_use(self):
        self.contact_a.call_portal_calls = False
        text = self.home()
        self.assertNotIn("Used from", text)
        self.assertIn("Balance", text)
        self.assertNotIn('href="/my/calls"', self.open("/my", self.user_a).text.partition("All pages")[0])

    def test_sub_accounts_see_their_own_calls_and_no_money_of_the_payer(self):
        sub, user = self._create_customer("Branch", "portal_sub", "+46833330000")
        sub.call_payer_id = self.customer_a
        self.import_calls({"seconds": 120, "a": "+46833330000"}, {"seconds": 120, "a": "+46833330000"})
        text = self.home(user)
        self.assertIn("Customer A pays for your calls.", text)
        self.assertRegex(text, r"2\.60 \S* ?so far, without tax: 2 calls, talk time 0:04:00")
        for word in ("Balance", "Next invoice", "overdue", "20.00"):
            self.assertNotIn(word, text)

    def test_shortcuts_lead_to_pages_that_open(self):
        panel = self.open("/my", self.user_a).text.partition('aria-label="Shortcuts"')[2].partition("</nav>")[0]
        urls = [part.partition('"')[0] for part in panel.split('href="')[1:]]
        self.assertEqual(urls[:3], ["/my/pay", "/my/calls", "/my/invoices"])
        for url in urls:
            self.assertEqual(self.open(url, self.user_a).status_code, 200, url)

    def test_hostile_addresses_do_no_harm(self):
        for query in ("x=%00", "page=-1&page[]=%F0%9F%98%80", f"partner_id={self.customer_b.id}", "a=" + "9" * 5000):
            response = self.open(f"/my?{query}", self.user_a)
            self.assertIn(response.status_code, (200, 303, 400, 404, 414), query)
            self.assertNotIn("77.00", response.text)
