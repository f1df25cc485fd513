"""Customers redeem vouchers in the portal."""

import re

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import html2plaintext, mute_logger

from .common import VoucherCase

PAGE = "/my/voucher"


@tagged("post_install", "-at_install")
class TestVoucherPortal(VoucherCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.call_credit_limit = 0
        cls.contact = cls.env["res.partner"].create({"name": "Contact", "parent_id": cls.acme.id})
        new_test_user(
            cls.env, "voucher_customer", "base.group_portal", partner_id=cls.contact.id, password="voucher_customer"
        )

    def _text(self, response):
        self.assertEqual(response.status_code, 200)
        main = response.text.partition("<main")[2].partition("</main>")[0]
        return " ".join(html2plaintext(f"<main{main}</main>", include_references=False).replace("*", "").split())

    def _token(self):
        page = self.url_open(PAGE).text
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def _post(self, token=None, **data):
        """The page after a code was sent, not following where it leads."""
        self.env.flush_all()
        answer = self.url_open(PAGE, data={"csrf_token": token or self._token(), **data}, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def test_a_customer_adds_a_voucher(self):
        self.authenticate("voucher_customer", "voucher_customer")
        self.assertIn("Use a Voucher", self.url_open("/my/home").text)
        counters = self.make_jsonrpc_request("/my/counters", {"counters": ["voucher_count"]})
        self.assertEqual(counters, {"voucher_count": 1})
        token = self._token()
        text = self._text(self._post(token, code=self.codes[1]))
        self.assertIn("100.00 added to the account", text.replace("\u00a0", " ").replace("$ ", "").replace("$", ""))
        self.assertIn(f"{self.batch.reference}-000001", text)
        self.assertEqual(self._available(), 100)
        text = self._text(self._post(token, code=self.codes[1]))
        self.assertIn("Nothing is added now", text)
        self.assertEqual(self._available(), 100)
        self.assertEqual(self._voucher(1).used_via, "portal")

    def test_wrong_codes_are_counted_although_the_page_is_shown(self):
        self.authenticate("voucher_customer", "voucher_customer")
        token = self._token()
        said = [self._text(self._post(token, code=self.codes[5])) for _try in range(4)]
        self.assertEqual(["no voucher with this code" in text for text in said], [True, True, True, False])
        self.assertIn("Too many wrong codes", said[3])
        self.assertIn("Too many wrong codes", self._text(self._post(token, code=self.codes[1])))
        guesses = self.env["call.voucher.guess"].search([("company_id", "=", self.company.id)])
        self.assertEqual(guesses.filtered(lambda each: each.partner_id == self.acme).failed_count, 3)
        self.assertEqual(guesses.filtered("address").mapped("failed_count"), [3])

    def test_nobody_without_a_login_or_a_token(self):
        for data in ({}, {"code": self.codes[1]}):
            answer = self.url_open(PAGE, data={"csrf_token": "x", **data} if data else None, allow_redirects=False)
            self.assertIn(answer.status_code, (303, 400))
        self.authenticate("voucher_customer", "voucher_customer")
        with mute_logger("odoo.http"):
            answer = self.url_open(PAGE, data={"code": self.codes[1]})
        self.assertEqual((answer.status_code, self._voucher(1).state), (400, "sold"))
        self.url_open(f"{PAGE}?code={self.codes[1]}")
        self.env.invalidate_all()
        self.assertEqual(self._voucher(1).state, "sold", "an address redeems nothing")

    def test_hostile_parameters_are_no_error(self):
        self.authenticate("voucher_customer", "voucher_customer")
        token = self._token()
        for code in ("", "x" * 5000, "' OR 1=1 --", "\u0661" * 16, "<script>alert(1)</script>", "\x00", "%00"):
            answer = self._post(token, code=code, partner_id="1", via="clerk", address="x")
            self.assertEqual(answer.status_code, 200, repr(code))
            self.assertNotIn("<script>alert", answer.text)
        self.assertEqual(self._post(token).status_code, 200)
        self.assertFalse(self.env["call.voucher.guess"].search([("partner_id", "=", self.acme.id)]))

    def test_the_download_is_the_manager_s_and_of_one_use(self):
        batch = self.env["call.voucher.batch"].create(
            {"name": "Web", "value": 5, "count": 2, "valid_until": self.batch.valid_until}
        )
        url = batch.action_make()["url"]
        with mute_logger("odoo.http"):
            self.authenticate("voucher_customer", "voucher_customer")
            self.assertEqual(self.url_open(url).status_code, 404)
            new_test_user(self.env, "voucher_clerk", "call_center_billing.call_center_billing_group_clerk")
            self.authenticate("voucher_clerk", "voucher_clerk")
            self.assertEqual(self.url_open(url).status_code, 404)
            self.authenticate("admin", "admin")
            self.assertEqual(self.url_open(url, method="HEAD").status_code, 404)
            self.assertEqual(self.url_open(f"{url[:-3]}abc").status_code, 404)
            answer = self.url_open(url)
            self.assertEqual((answer.status_code, answer.headers["Cache-Control"]), (200, "no-store"))
            self.assertEqual(len(answer.text.splitlines()), 3)
            self.assertEqual(self.url_open(url).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual((batch.state, batch.new_count), ("made", 2))
