"""The pages of numbers: what the customer sees and does, and what others don't."""

import re

from odoo import fields
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CallPortalCase

HOSTILE = (
    "",
    "%00",
    "a" * 5000,
    "%27%20OR%201=1--",
    "-1",
    "%D9%A1%D9%A2",
    "999999999999999999999",
    ">1~2",
    ">99999999999999999999",
)


@tagged("post_install", "-at_install")
class TestNumbersPage(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.call_verify_number = "+46812345000"
        cls.number = cls.customer_a.call_number_ids
        cls.theirs = cls.customer_b.call_number_ids

    def test_the_home_page_asks_to_verify(self):
        self.assertIn(f"{self.A_NUMBER} is not verified. Verify", self.page_text("/my", self.user_a))
        self.number.verified_at = fields.Datetime.now()
        self.assertNotIn("is not verified", self.page_text("/my", self.user_a))
        self.number.verified_at = False
        self.env.company.call_verify_number = False
        self.assertNotIn("is not verified", self.page_text("/my", self.user_a))

    def _send(self, url, user=None, token=True, **form):
        user = user or self.user_a
        self.authenticate(user.login, user.login)
        data = {**form, **({"csrf_token": Request.csrf_token(self)} if token else {})}
        response = self.url_open(url, data=data, allow_redirects=False)
        self.env.invalidate_all()
        return response

    def test_the_account_sees_its_numbers_and_nobody_elses(self):
        text = self.page_text("/my/numbers", self.user_a)
        for word in (self.A_NUMBER, "Customer A's desk", "since", "Not verified", "Add a Number"):
            self.assertIn(word, text)
        self.assertNotIn(self.B_NUMBER, text)
        self.assertIn("There is no such number", self.page_text(f"/my/numbers?search={self.B_NUMBER[1:]}", self.user_a))
        self.assertIn(self.A_NUMBER, self.page_text("/my/numbers?search=desk", self.user_a))

    def test_a_number_is_added_by_a_call_and_the_page_says_how(self):
        response = self._send("/my/numbers/add", number="+46 70-123 45 67", label="Mobile")
        self.assertEqual(response.status_code, 303)
        claim = self.env["call.number.claim"].search([])
        text = self.page_text("/my/numbers", self.user_a)
        for word in (claim.code, "+46812345000", "+46701234567"):
            self.assertIn(word, text)
        self.assertNotIn(claim.code, self.page_text("/my/numbers", self.user_b))
        self.assertEqual(self._send(f"/my/numbers/claims/{claim.id}/withdraw", self.user_b).status_code, 404)
        self._send(f"/my/numbers/claims/{claim.id}/withdraw")
        self.assertEqual(claim.state, "withdrawn")

    def test_a_mistake_is_told_with_what_was_typed(self):
        response = self._send("/my/numbers/add", number="no number", label="Mobile")
        self.assertEqual(response.status_code, 200)
        self.assertIn("is not a telephone number", response.text)
        self.assertIn('value="no number"', response.text)
        self.assertIn('value="Mobile"', response.text)

    def test_a_number_of_another_account_is_claimed_in_the_same_words(self):
        answers = []
        for number in (self.B_NUMBER, "+46701234567"):
            self._send("/my/numbers/add", number=number)
            claim = self.env["call.number.claim"].search([("number", "=", number)])
            text = self.page_text("/my/numbers", self.user_a)
            answers.append(re.sub(r"\d+ minutes", "minutes", text.replace(number, "N").replace(claim.code, "C")))
            claim._withdraw()
        self.assertEqual(*answers)

    def test_label_and_removal(self):
        self.import_calls({"seconds": 61})
        self._send(f"/my/numbers/{self.number.id}/label", label="  Front   desk\x00 ")
        self.assertEqual(self.number.label, "Front desk")
        self.assertIn("Tick that", self._send(f"/my/numbers/{self.number.id}/remove").text)
        self.assertFalse(self.number.valid_to)
        self.assertEqual(self._send(f"/my/numbers/{self.number.id}/remove", agree="1").status_code, 303)
        self.assertLessEqual(self.number.valid_to, fields.Datetime.now())
        self.assertIn("There is no telephone number on your account", self.page_text("/my/numbers", self.user_a))
        self.assertEqual(self.env["call.record"].search([]).number_id, self.number)
        self.assertEqual(self.open(f"/my/numbers/{self.number.id}", self.user_a).status_code, 404)

    def test_what_is_part_of_a_service_stays(self):
        self.number.kind = "did"
        self.assertIn("part of a service", self._send(f"/my/numbers/{self.number.id}/remove", agree="1").text)
        self.assertFalse(self.number.valid_to)

    def test_a_number_that_we_entered_is_verified(self):
        self.assertIn("We have entered this number", self.page_text(f"/my/numbers/{self.number.id}", self.user_a))
        self._send(f"/my/numbers/{self.number.id}/verify")
        self.assertEqual(self.env["call.number.claim"].search([]).number, self.A_NUMBER)

    def test_nobody_touches_anothers_number(self):
        self.assertEqual(self.open(f"/my/numbers/{self.theirs.id}", self.user_a).status_code, 404)
        for what in ("label", "verify", "remove"):
            self.assertEqual(self._send(f"/my/numbers/{self.theirs.id}/{what}", agree="1").status_code, 404, what)
        self.assertEqual((self.theirs.label, self.theirs.valid_to), ("Customer B's desk", False))
        self.user_a.partner_id.call_portal_order = False
        for url in ("/my/numbers", f"/my/numbers/{self.number.id}", "/my/limits", "/my/pin"):
            self.assertEqual(self.open(url, self.user_a).status_code, 403, url)
        self.user_a.partner_id.call_portal_order = True
        self.assertIn("/web/login", self.open("/my/numbers").headers["Location"])
        with mute_logger("odoo.http"):
            self.assertEqual(self._send("/my/numbers/add", token=False, number="+46701234567").status_code, 400)

    def test_hostile_addresses(self):
        for text in HOSTILE:
            for url in (f"/my/numbers?search={text}", f"/my/numbers?place={text}", f"/my/numbers?search[]={text}"):
                self.assertIn(self.open(url, self.user_a).status_code, (200, 303, 400, 404), url)
            url = f"/my/numbers/{text.replace('%00', '') or 0}"
            self.assertIn(self.open(url, self.user_a).status_code, (301, 400, 404), url)

    def test_queries_do_not_depend_on_how_many_numbers_there_are(self):
        few = self.queries_of("/my/numbers", self.user_a)
        self.env["call.number"].create(
            [
                {"number": f"+4681111{key:04d}", "partner_id": self.customer_a.id, "valid_from": "2020-01-01"}
                for key in range(120)
            ]
        )
        many = self.queries_of("/my/numbers", self.user_a)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 45)
        self.assertIn("Older", self.page_text("/my/numbers", self.user_a))
