"""Why does this call cost so much?"""

from datetime import datetime

from odoo import fields, http
from odoo.tests import tagged

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCallPrice(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rate = cls.card.version_ids.copy({"valid_from": "2020-01-02 00:00:00"}).rate_ids
        rate.write({"first_increment": 60, "next_increment": 30})
        rate.version_id.action_publish()

    def setUp(self):
        super().setUp()
        self.call = self.import_calls({"at": datetime(2024, 5, 4, 12, 30, 5), "seconds": 75})

    def url(self, call=None):
        return f"/my/calls/{(call or self.call).id}"

    def check(self, call=None, **data):
        """Press the button, and read the page that follows."""
        self.authenticate(self.user_a.login, self.user_a.login)
        data = {"csrf_token": http.Request.csrf_token(self), **data}
        response = self.url_open(f"{self.url(call)}/check", data=data, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        return self.page_text(response.headers["Location"].partition("#")[0], self.user_a)

    def test_the_price_is_told_in_steps(self):
        text = self.page_text(self.url(), self.user_a)
        for expected in (
            "05/04/2024 12:30:05 PM (UTC)",
            "+46701110•••",
            "Sweden, as tested",
            "Prefix 46",
            "Calls, version 2, in force since 01/02/2020",
            "first 60 s, then steps of 30 s",
            "Charged for 90 s",
            "Used 75 s, charged 90 s",
            "Connection fee: 0.1.",
            "90 s at 0.6 per 60 s: 0.9.",
            "Not billed yet",
        ):
            self.assertIn(expected, text)
        self.assertRegex(text, r"Price without tax \S* ?1\.00")
        self.assertRegex(text, r"\d+ % tax on the bill")

    def test_rating_again_shows_the_same_price(self):
        self.assertRegex(self.check(), r"Rated again just now: \S* ?1\.00 , the same price|the same price")

    def test_a_price_that_is_not_what_rating_gives_is_told_with_a_way_to_question_it(self):
        self.env.cr.execute("UPDATE call_record SET amount = 990000 WHERE id = %s", [self.call.id])
        self.env.invalidate_all()
        text = self.check()
        self.assertIn("That is not what was charged", text)
        self.assertIn("Question this call", text)

    def credit(self, call):
        """Half of the price is given back."""
        wizard = {"call_ids": [(6, 0, call.ids)], "reason": "Bad line", "how": "percent", "percent": 50}
        self.env["call.record.credit"].create(wizard).action_credit()
        self.env.flush_all()
        self.env.invalidate_all()

    def test_a_credit_note_is_told_and_rating_gives_the_price_before(self):
        invoice = self.invoice(self.customer_a)
        self.credit(self.call)
        note = self.call.correction_line_ids.move_id
        text = self.page_text(self.url(), self.user_a)
        self.assertIn(f"Charged on {invoice.name}", text)
        self.assertRegex(text, r"0\.50 instead of \S* ?1\.00")
        self.assertIn(f"by {note.name} (Bad line)", text)
        self.assertRegex(text, r"After corrections \S* ?0\.50")
        self.assertIn("the same price", self.check())

    def test_a_price_corrected_before_the_bill_is_told_without_our_reason(self):
        self.credit(self.call)
        text = self.check()
        self.assertIn("The price was corrected after the call was rated", text)
        self.assertNotIn("Bad line", text)

    def test_units_of_a_bundle_are_told(self):
        bundle = self.env["call.bundle"].create(
            {"name": "Talk 100", "units": 6_000, "scope_ids": [(0, 0, {"destination_class": "local"})]}
        )
        today = fields.Date.context_today(bundle)
        self.env["call.bundle.entitlement"].create(
            {"partner_id": self.customer_a.id, "bundle_id": bundle.id, "date_start": today.replace(day=1)}
        )
        call = self.import_calls({"seconds": 60})
        text = self.page_text(self.url(call), self.user_a)
        self.assertIn("Bundle “Talk 100” gave", text)
        self.assertIn("the same price", self.check(call))

    def test_a_line_called_in_confidence_stays_so(self):
        self.card.version_ids.rate_ids.destination_id.hidden_on_bills = True
        text = self.page_text(self.url(), self.user_a)
        for secret in ("+46701", "Sweden, as tested", "Prefix"):
            self.assertNotIn(secret, text)

    def test_hidden_digits_stay_hidden(self):
        self.env.company.call_mask_digits = 4
        page = self.open(self.url(), self.user_a).text
        self.assertIn("+4670111••••", page)
        self.assertNotIn("46701110001", page)

    def test_an_unanswered_call_costs_nothing(self):
        call = self.import_calls({"seconds": 0, "disposition": "BUSY"})
        text = self.page_text(self.url(call), self.user_a)
        self.assertIn("This call costs nothing", text)
        self.assertNotIn("Check this price", text)

    def test_there_is_no_page_of_anothers_call(self):
        call_b = self.import_calls({"a": self.B_NUMBER})
        unknown = self.import_calls({"a": "+46899999999"})
        for call_id in (call_b.id, unknown.id, 0, 999999999, 99999999999999999999):
            for path in (f"/my/calls/{call_id}", f"/my/calls/{call_id}?checked=1"):
                self.assertEqual(self.open(path, self.user_a).status_code, 404, path)
        for path in ("/my/calls/-1", "/my/calls/x"):
            self.assertEqual(self.open(path, self.user_a).status_code, 404, path)
        self.authenticate(self.user_a.login, self.user_a.login)
        data = {"csrf_token": http.Request.csrf_token(self)}
        response = self.url_open(f"{self.url(call_b)}/check", data=data, allow_redirects=False)
        self.assertEqual(response.status_code, 404)

    def test_what_is_ours_alone_is_not_on_the_page(self):
        self.card.name = "Internal name"
        page = self.open(self.url(), self.user_a).text
        self.assertNotIn("Internal name", page)

    def test_who_sees_no_bills_sees_no_way_to_them(self):
        self.user_a.partner_id.call_portal_bills = False
        self.assertNotIn("Question this call", self.page_text(self.url(), self.user_a))
        self.user_a.partner_id.call_portal_calls = False
        self.assertEqual(self.open(self.url(), self.user_a).status_code, 403)

    def test_the_page_takes_few_queries(self):
        self.assertLessEqual(self.queries_of(self.url(), self.user_a), 60)
