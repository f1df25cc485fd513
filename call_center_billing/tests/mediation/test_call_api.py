"""A switch hands in its records over HTTP, with an API key of Odoo's."""

import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestCallApi(BillingCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keys = {}
        for group in ("switch", "sales"):
            user = cls._create_user(group)
            expires = fields.Datetime.now() + timedelta(hours=1)
            cls.keys[group] = cls.env(user=user)["res.users.apikeys"]._generate("rpc", "test", expires)

    def _post(self, content, group="switch", key=None):
        return self.url_open(
            "/json/2/call.source/import_file",
            json={"ids": self.source.ids, "name": "push.csv", "content": content},
            headers={"Authorization": f"bearer {key or self.keys[group]}"},
        )

    @staticmethod
    def _content(*lines):
        return base64.b64encode("\n".join(lines).encode()).decode()

    def test_records_are_stored_rated_and_answered_with_totals(self):
        response = self._post(self._content(line("1.1/1"), line("1.1/2", seconds=0)))
        self.assertEqual(response.status_code, 200, response.text)
        totals = response.json()
        self.assertEqual((totals["lines"], totals["rated"], totals["unanswered"]), (2, 1, 1))
        self.assertEqual(self.env["call.import"].browse(totals["import_id"]).create_uid.login, "ccb_switch")

    def test_the_same_records_again_are_accepted_and_change_nothing(self):
        content = self._content(line("1.1/1"))
        self._post(content)
        totals = self._post(content).json()
        self.assertEqual((totals["stored"], totals["duplicates"]), (0, 1))
        self.assertEqual(self.acme.call_count, 1)

    @mute_logger("odoo.http")
    def test_without_the_right_key_nothing_is_taken(self):
        for group, key in (("sales", None), ("switch", "0" * 40)):
            response = self._post(self._content(line("1.1/1")), group, key)
            self.assertIn(response.status_code, (401, 403))
        self.assertFalse(self.env["call.import"].search_count([("source_id", "=", self.source.id)]))

    @mute_logger("odoo.http")
    def test_what_is_no_file_of_records_is_answered_with_one_line(self):
        response = self._post("%%%")
        self.assertEqual(response.status_code, 422, response.text)
        self.assertIn("not base64", response.json()["message"])
        response = self._post(base64.b64encode(b"a,b\n").decode())
        self.assertEqual(response.status_code, 422)
        self.assertIn("is not in the format “Asterisk Master.csv”", response.json()["message"])
