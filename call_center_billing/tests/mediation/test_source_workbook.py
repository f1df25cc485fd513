"""Workbooks go the way of CSV; those that are attacks or damaged are turned away in one sentence."""

import io
import zipfile
from datetime import datetime, time, timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...deck import Limits
from ...models.mediation import call_source_reader, workbook_lines
from .mapping_common import MappingCase

HEADER = ["Datum", "Tid", "Från", "Till", "Samtalstid", "Kund"]
MOMENT = datetime(2026, 11, 22, 3, 22, 52)
ROW = [MOMENT.date(), MOMENT.time(), 46812345678, "0701110001", timedelta(seconds=68), "a;b\nc"]


@tagged("post_install", "-at_install")
class TestSourceWorkbook(MappingCase):
    def test_a_workbook_is_described_and_imported_like_a_csv_file(self):
        rows = [HEADER, ROW, [None] * 6, [*ROW[:4], time(0, 0, 5), ""]]
        raw = self._xlsx(("Summary", [["nothing"]]), ("Calls", rows))
        mapping = self._describe(raw)
        self.assertEqual((mapping.is_workbook, mapping.sheet_names, mapping.sheet), (True, "Summary, Calls", "Calls"))
        self.assertEqual(
            mapping.column_ids.mapped("field_name"), ["start", "start", "a_number", "b_number", "talk", "account_code"]
        )
        self.assertIn("2026-11-22 03:22:52", mapping.preview)
        batch = self.described._import_bytes("calls.xlsx", raw)
        self.assertEqual((batch.line_count, batch.stored_count, batch.refused_count), (3, 2, 0))
        call = self._calls(batch)[0]
        self.assertEqual((call.partner_id, call.b_number, call.talk_seconds), (self.acme, "+46701110001", 68))
        self.assertEqual((call.started_at, call.account_code), (MOMENT, "a;b c"))

    def test_the_choice_of_another_sheet_shows_its_columns(self):
        raw = self._xlsx(("Calls", [HEADER, ROW]), ("Older", [["From", "To", "Start", "Seconds"]]))
        self._describe(raw)
        with Form(self.described.mapping_ids) as form:
            form.sheet = "Older"
            self.assertEqual(
                [column["header"] for column in form.column_ids._records], ["From", "To", "Start", "Seconds"]
            )
            self.assertIn("has no line but", form.preview)
            form.sheet = "Missing"
            self.assertEqual(len(form.column_ids), 0)

    def test_cells_are_texts_as_a_file_would_have_them(self):
        for cell, text in (
            (MOMENT, "2026-11-22 03:22:52"),
            ("1 day, 2:00:00", "1.2:00:00"),
            ("two\r\nlines", "two lines"),
            (46701110001, "46701110001"),
        ):
            self.assertEqual(workbook_lines.cell_text(cell), text)
        long = self._xlsx(("Calls", [HEADER, [*ROW[:4], timedelta(days=1, seconds=5), ""]]))
        self._describe(long)
        self.assertEqual(self._calls(self.described._import_bytes("x.xlsx", long)).talk_seconds, 86_405)

    def test_attacks_and_damage_are_turned_away_in_a_sentence(self):
        good = self._xlsx(("Calls", [HEADER, ROW]))
        self._describe(good)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("[Content_Types].xml", "<x/>")
            for number in range(7):
                parts.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 100_000_000)
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as parts:
            parts.writestr("calls.csv", "a;b")
        for raw, words in (
            (bomb.getvalue(), "too large"),
            (other.getvalue(), "is an archive"),
            (good[: len(good) // 2], "is damaged"),
            (b"PK\x03\x04" + b"x" * 500, "is damaged"),
            (self._xlsx(("Calls", [["a"] * 600])), "has 600 columns"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self.described._import_bytes("calls.xlsx", raw)
        self.described.mapping_ids.sheet = "May"
        with self.assertRaisesRegex(UserError, "no sheet of the name given; its sheets are: Calls"):
            self.described._import_bytes("calls.xlsx", good)

    def test_no_more_is_read_than_a_file_may_have(self):
        good = self._xlsx(("Calls", [HEADER, *[ROW] * 20]))
        self._describe(good)
        for limits, words in ((Limits(size=100), "too large"), (Limits(rows=10), "more than 10 rows")):
            with (
                self.subTest(words),
                patch.object(workbook_lines, "DEFAULT_LIMITS", limits),
                patch.object(call_source_reader, "DEFAULT_LIMITS", limits),
                self.assertRaisesRegex(UserError, words),
                self.env.cr.savepoint(),
            ):
                self.described._import_bytes("calls.xlsx", good)
