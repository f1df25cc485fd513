"""Downloads of the chosen calls."""

import csv
import io
from unittest.mock import patch

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.calls import call_record_export
from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCallsExport(CallPortalCase):
    def setUp(self):
        super().setUp()
        self.env.company.call_mask_digits = 3
        self.customer_a.call_number_ids.label = "=1+1"
        self.import_calls(
            {"seconds": 60},
            {"seconds": 120},
            {"seconds": 0, "disposition": "BUSY"},
            {"a": self.B_NUMBER, "seconds": 180},
        )

    def download(self, kind, user=None, **choice):
        user = user or self.user_a
        self.authenticate(user.login, user.login)
        data = {"kind": kind, "csrf_token": http.Request.csrf_token(self), **choice}
        return self.url_open("/my/calls/export", data=data, allow_redirects=False)

    def test_a_table_has_the_chosen_calls_as_they_are_shown(self):
        response = self.download("csv")
        self.assertEqual(response.status_code, 200)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        self.assertEqual([row["Price without tax"] for row in rows], ["", "1.3", "0.7"])
        self.assertEqual([row["Outcome"] for row in rows], ["Busy", "Answered", "Answered"])
        self.assertEqual({row["Called number"] for row in rows}, {"'+46701110•••"})
        self.assertEqual({row["Name"] for row in rows}, {"'=1+1"}, "no spreadsheet takes it for a formula")
        [entry] = self.env["call.portal.export"].search([])
        self.assertEqual((entry.user_id, entry.kind, entry.rows), (self.user_a, "calls", 3))

    def test_the_choice_holds_for_the_file(self):
        response = self.download("csv", cost_from="1")
        self.assertEqual(len(response.content.decode("utf-8-sig").splitlines()), 2)

    def test_there_are_workbooks_and_pages(self):
        self.assertEqual(self.download("xlsx").content[:2], b"PK")
        self.assertEqual(self.download("pdf").content[:5], b"%PDF-")

    def test_too_many_calls_and_too_many_files_are_told_on_the_page(self):
        with patch.dict(call_record_export.MOST, csv=2):
            response = self.download("csv", search="4670")
        self.assertEqual(response.status_code, 422)
        self.assertIn("more than 2 such calls", response.text)
        self.assertIn('value="4670"', response.text)
        self.assertFalse(self.env["call.portal.export"].search([]))
        self.env.company.call_portal_exports_hour = 1
        self.assertEqual(self.download("csv").status_code, 200)
        response = self.download("csv")
        self.assertEqual(response.status_code, 422)
        self.assertIn("You have downloaded as much as you may within an hour", response.text)

    def test_nothing_is_downloaded_for_nonsense_or_from_elsewhere(self):
        for choice in ({"kind": "exe"}, {"kind": ""}, {"kind": "csv", "from": "soon"}, {"kind": "csv", "to": "\0"}):
            self.assertIn(self.download(**choice).status_code, (200, 422), choice)
        with mute_logger("odoo.http"):
            response = self.download("csv", csrf_token="")
        self.assertEqual(response.status_code, 400)
        self.assertIn("There are no such calls", self.download("csv", destination="Norway").text)
