"""Others' calls, invoices, disputes and files; colleagues without a role; whatever else may be sent."""

from urllib.parse import quote

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DisputePageCase

HOSTILE = ("", "0", "-1", "%00", "9" * 30, "' OR 1=1--", "١٢", "[]", "1.5", "x" * 2000, "<script>", "../1")


@tagged("post_install", "-at_install")
class TestDisputeIsolation(DisputePageCase):
    def setUp(self):
        super().setUp()
        self.own_calls = self.calls(2)
        self.move = self.invoice(self.customer_a)
        self.dispute = self.dispute_of(self.open_dispute(self.own_calls[:1], files=[("a.txt", b"x")]))
        [self.file] = self.dispute._customer_messages().attachment_ids

    def _pages(self):
        return (
            f"/my/disputes/{self.dispute.id}",
            f"/my/disputes/{self.dispute.id}/files/{self.file.id}",
            f"/my/disputes/new?call={self.own_calls[1].id}",
            f"/my/disputes/new?invoice={self.move.id}",
        )

    def _posts(self):
        page = f"/my/disputes/{self.dispute.id}"
        words = {"reason": "price", "text": "x"}
        return (
            (f"{page}/answer", {"text": "x"}),
            (f"{page}/withdraw", {}),
            ("/my/disputes/new", {"call": str(self.own_calls[1].id), **words}),
            ("/my/disputes/new", {"invoice": str(self.move.id), "line": str(self.move.invoice_line_ids.id), **words}),
        )

    def test_strangers_meet_the_login_page(self):
        for page in ("/my/disputes", *self._pages()):
            self.assertIn("/web/login", self.open(page).headers["Location"], page)

    def test_another_customer_reaches_nothing(self):
        self.assertIn("questioned nothing", self.page_text("/my/disputes", self.user_b))
        for page in self._pages():
            self.assertEqual(self.open(page, self.user_b).status_code, 404, page)
        self.assertIn("no charged calls here", self.page_text("/my/disputes/new?calls=1", self.user_b))
        for url, form in self._posts():
            sent = self.send(url, form, "/my/feedback", self.user_b)
            self.assertEqual(sent.status_code, 404, url)
        self.assertEqual(len(self.dispute._customer_messages()), 1)
        self.assertEqual(self.env["call.dispute"].search([("partner_id", "=", self.customer_a.id)]), self.dispute)

    def test_a_sibling_sees_the_same(self):
        contact = self.env["res.partner"].create({"name": "Sibling", "parent_id": self.customer_a.id})
        sibling = self._create_user("portal_sibling", "base.group_portal", partner_id=contact.id)
        for page in ("/my/disputes", *self._pages()):
            self.assertEqual(self.open(page, sibling).status_code, 200, page)

    def test_roles(self):
        contact = self.user_a.partner_id
        contact.call_portal_bills = False
        for page in ("/my/disputes", "/my/feedback", *self._pages()):
            self.assertEqual(self.open(page, self.user_a).status_code, 403, page)
        contact.write({"call_portal_bills": True, "call_portal_calls": False})
        text = self.page_text(self._pages()[0], self.user_a)
        self.assertIn("A call", text)
        self.assertNotIn("+46701110", text)
        for page in ("/my/disputes/new?calls=1", self._pages()[2]):
            self.assertEqual(self.open(page, self.user_a).status_code, 403, page)
        self.assertNotIn("Choose calls instead", self.page_text(self._pages()[3], self.user_a))
        url, form = self._posts()[2]
        self.assertEqual(self.send(url, form, self._pages()[3]).status_code, 404)

    def test_without_the_forms_token_nothing_is_taken(self):
        self.authenticate("portal_a", "portal_a")
        with mute_logger("odoo.http"):
            for url, form in self._posts():
                self.assertEqual(
                    self.url_open(url, data=form | {"csrf_token": "x"}, allow_redirects=False).status_code, 400, url
                )
        self.assertEqual(self.dispute.state, "new")

    def test_hostile_words_in_addresses_are_no_fault_of_ours(self):
        self.authenticate("portal_a", "portal_a")
        names = ("place", "call", "invoice", "calls", "number", "from", "to", "dispute")
        urls = [f"/my/disputes/new?calls=1&{name}={self._quoted(word)}" for name in names for word in HOSTILE]
        urls += [
            f"/my/feedback?{name}={self._quoted(word)}" for name in ("invoice", "dispute") for word in HOSTILE[2:7]
        ]
        urls += [f"/my/disputes?place={self._quoted(word)}" for word in HOSTILE]
        urls += [f"/my/disputes/{self._quoted(word)}" for word in HOSTILE[1:]]
        urls += [f"/my/disputes/{self.dispute.id}/files/{self._quoted(word)}" for word in HOSTILE[1:]]
        urls += [f"/my/disputes/new?calls=1&from={date}" for date in ("0001-01-01", "9999-12-31", "2026-02-30")]
        urls += ["/my/disputes/new?call[]=1&calls=1&calls=2&place[]=x"]
        for url in urls:
            self.assertIn(self.url_open(url, allow_redirects=False).status_code, (200, 303, 400, 404), url[:200])

    @staticmethod
    def _quoted(word):
        return word if word == "%00" else quote(word, safe="")

    def test_hostile_forms_are_no_fault_of_ours(self):
        page = f"/my/disputes/new?invoice={self.move.id}"
        for word in ("", "\0", "9" * 30, "' OR 1=1", "x" * 2000):
            for form in (
                {"call": word},
                {"invoice": word},
                {"invoice": str(self.move.id), "line": word},
                {"key": word},
            ):
                sent = self.send("/my/disputes/new", {"reason": word, "text": word, **form}, page)
                self.assertIn(sent.status_code, (422, 404), form)
        # a file where a text is expected
        self.authenticate("portal_a", "portal_a")
        sent = self.send(
            "/my/disputes/new", {"reason": "price", "call": str(self.own_calls[1].id)}, page, files=[("text", b"")]
        )
        self.assertIn("in your own words", self.told(sent))
        sent = self.send(f"/my/disputes/{self.dispute.id}/answer", {"text": "a\0b"}, f"/my/disputes/{self.dispute.id}")
        self.assertEqual(sent.status_code, 303)

    def test_portal_users_reach_no_records(self):
        for model in ("call.dispute", "call.dispute.line", "call.feedback"):
            self.assertFalse(self.env[model].with_user(self.user_a).with_context(active_test=False).has_access("read"))
