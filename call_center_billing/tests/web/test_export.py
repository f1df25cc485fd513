"""What a switch wrote is no formula in anybody's spreadsheet."""

import csv
import io
import json

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestExport(BillingCase, HttpCase):
    def test_exported_lines_and_calls_are_text(self):
        user = self._create_user("clerk")
        user.group_ids += self.env.ref("base.group_allow_export")
        calls = [line("1.1/1", account="=1+1"), line("1.2/1", account="@SUM(A1)")]
        batch = self._import(*calls, "=cmd|' /C calc'!A0,1")
        self.authenticate("ccb_clerk", "ccb_clerk")
        self.assertEqual(self._export("call.reject", "raw", batch), ["'=cmd|' /C calc'!A0,1"])
        self.assertEqual(sorted(self._export("call.record", "account_code", batch)), ["'=1+1", "'@SUM(A1)"])

    def _export(self, model, field, batch):
        """The cells of a column as Odoo exports it to CSV."""
        data = {
            "model": model,
            "fields": [{"name": field, "label": field, "store": True, "type": "char"}],
            "ids": False,
            "domain": [("import_id", "=", batch.id)],
            "groupby": [],
            "import_compat": False,
            "context": {},
        }
        token = Request.csrf_token(self)
        answer = self.url_open("/web/export/csv", data={"data": json.dumps(data), "csrf_token": token})
        self.assertEqual(answer.status_code, 200)
        return [row[0] for row in csv.reader(io.StringIO(answer.text))][1:]
