"""/my/privacy: a copy of the own data, and asking for their erasure."""

import csv
import io
import json
import zipfile

from odoo.tests import tagged

from ..access.common import PeopleCase

PRIVACY = "/my/privacy"


@tagged("post_install", "-at_install")
class TestPrivacyPage(PeopleCase):
    def setUp(self):
        super().setUp()
        self.import_calls({"seconds": 61}, {"seconds": 62, "a": self.B_NUMBER})
        self.customer_a.call_number_ids.label = "=HYPERLINK(1)"

    def _copy(self, user):
        """{file: rows as dictionaries, or what the JSON says}"""
        answer = self.send(f"{PRIVACY}/data", user)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        found = {}
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode("utf-8-sig")
                found[name] = json.loads(text) if name.endswith("json") else list(csv.DictReader(io.StringIO(text)))
        return found

    def test_who_manages_users_gets_the_account(self):
        self.invoice(self.customer_a)
        words = "Hello, Anna"
        contact = self.user_a.partner_id
        contact.message_post(body=words, partner_ids=contact.ids, subtype_xmlid="mail.mt_comment")
        copy = self._copy(self.user_a)
        self.assertEqual(copy["contact.json"]["login"], "portal_a")
        self.assertEqual(len(copy["users.csv"]), 3)
        self.assertEqual(copy["numbers.csv"][0]["label"], "'=HYPERLINK(1)", "a text is no formula")
        [call] = copy["calls.csv"]
        self.assertEqual((call["from"], call["quantity"], call["price"]), ("'+46812345678", "61", "0.71"))
        self.assertRegex(call["to"], r"^'\+46701110•+$", "as it is seen everywhere")
        self.assertEqual(copy["invoices.csv"][0]["currency"], self.currency.name)
        self.assertIn(words, [row["text"] for row in copy["messages.csv"]])
        self.assertNotIn(self.B_NUMBER, str(copy))

    def test_others_get_what_is_their_own(self):
        self.assertEqual(self._copy(self.colleague).keys(), {"contact.json", "messages.csv"})
        self.colleague.partner_id.call_portal_users = True
        self.assertEqual(self._copy(self.colleague).keys(), {"contact.json", "messages.csv", "users.csv"})

    def test_notes_of_clerks_are_not_in_it(self):
        contact = self.user_a.partner_id
        words = "A difficult one"
        contact.message_post(body=words, subtype_xmlid="mail.mt_note", partner_ids=contact.ids)
        self.assertNotIn(words, str(self._copy(self.user_a)))

    def test_downloads_are_noted_and_limited(self):
        self._copy(self.user_a)
        entry = self.env["call.portal.export"].search([("user_id", "=", self.user_a.id)])
        self.assertEqual((entry.kind, entry.partner_id), ("own_data", self.customer_a))
        self.assertGreater(entry.rows, 3)
        self.env.company.call_portal_exports_hour = 1
        answer = self.send(f"{PRIVACY}/data", self.user_a)
        self.assertEqual(answer.status_code, 429)
        self.assertIn("You have downloaded as much as you may", answer.text)

    # === ERASURE === #

    def _ask(self, user, **form):
        return self.send(f"{PRIVACY}/erase", user, **{"whose": "account", "note": "Please", "sure": "1", **form})

    def test_who_manages_users_asks_for_the_account(self):
        self.assertEqual(self._ask(self.user_a).status_code, 303)
        asked = self.env["call.erasure.request"].search([])
        self.assertEqual((asked.partner_id, asked.asked_by_id), (self.customer_a, self.user_a.partner_id))
        self.assertEqual((asked.state, asked.note, len(asked.activity_ids)), ("held", "Please", 1))
        text = self.page_text(f"{PRIVACY}?done=asked", self.user_a)
        for said in ("We have your request.", "We cannot erase yet", "not invoiced yet", "+46812345678"):
            self.assertIn(said, text)
        self.assertIn("You have asked for this already", self._ask(self.user_a).text)
        self.assertEqual(self.send(f"{PRIVACY}/erase/{asked.id}/withdraw", self.colleague).status_code, 404)
        self.assertEqual(self.send(f"{PRIVACY}/erase/{asked.id}/withdraw", self.user_b).status_code, 404)
        self.assertEqual(self.send(f"{PRIVACY}/erase/{asked.id}/withdraw", self.user_a).status_code, 303)
        self.assertEqual((asked.state, len(asked.activity_ids)), ("withdrawn", 0))

    def test_everybody_asks_for_oneself(self):
        self.assertEqual(self._ask(self.colleague, whose="contact").status_code, 303)
        self.assertEqual(self.env["call.erasure.request"].search([]).partner_id, self.colleague.partner_id)
        self.assertEqual(self._ask(self.colleague, whose="account").status_code, 422)

    def test_mistakes_are_said_with_what_was_typed(self):
        for form, said in (
            ({"sure": ""}, "Tick that you know"),
            ({"whose": "customer_b"}, "Choose whose data"),
            ({"whose": "\x00"}, "Choose whose data"),
        ):
            answer = self._ask(self.user_a, **form)
            self.assertEqual(answer.status_code, 422)
            self.assertIn(said, answer.text)
            self.assertIn("Please</textarea>", answer.text)
        self.assertFalse(self.env["call.erasure.request"].search([]))

    def test_the_page_says_what_stays_and_costs_few_queries(self):
        self.env.company.call_hide_days = 90
        text = self.page_text(PRIVACY, self.user_a)
        for said in (
            "90 days after the call",
            "for 7 years",
            "Stays, whoever asks",
            "Everything of the account Customer A",
        ):
            self.assertIn(said, text)
        self.assertLessEqual(self.queries_of(PRIVACY, self.user_a), 80)
        self.assertNotIn("Everything of the account", self.page_text(PRIVACY, self.colleague))
