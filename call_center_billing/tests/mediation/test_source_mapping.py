"""Files that somebody describes on screen: guessed, shown as one changes the columns, and imported."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .mapping_common import FILE, MappingCase


@tagged("post_install", "-at_install")
class TestSourceMapping(MappingCase):
    def test_a_sample_is_guessed_and_the_whole_file_imported(self):
        mapping = self._describe(FILE)
        self.assertEqual(
            self._fields(mapping),
            {"start": 2, "a_number": 3, "b_number": 4, "talk": 5, "disposition": 6, "account_code": 7},
        )
        self.assertEqual((mapping.delimiter, mapping.length_form, mapping.header), ("semicolon", "clock", True))
        self.assertEqual((mapping.answered, mapping.busy), ("besvarat", "upptaget"))
        self.assertEqual(mapping.column_ids[2].examples, "0812345678")
        batch = self.described._import_bytes("calls.csv", FILE.encode())
        self.assertEqual((batch.line_count, batch.stored_count, batch.ignored_count, batch.refused_count), (4, 2, 1, 1))
        call = self._calls(batch)[0]
        self.assertEqual((call.partner_id, call.talk_seconds, call.amount), (self.acme, 68, 680_000))
        again = self.described._import_bytes("calls.csv", FILE.encode())
        self.assertEqual((again.stored_count, again.duplicate_count), (0, 2))

    def test_texts_and_data_are_told_row_by_row(self):
        raw = "Time,From,To,Length,Kind,Much\n2026-11-22 03:00:00,0812345678,0701110001,,SMS,2\n"
        raw += "2026-11-22 03:01:00,0812345678,internet,,gprs,2.5\n2026-11-22 03:02:00,0812345678,0701110001,68,fax,\n"
        self.described.action_describe()
        with Form(self.described.mapping_ids) as form:
            form.sample = base64.b64encode(raw.encode())
            for place, field in ((4, "service"), (5, "quantity")):
                with form.column_ids.edit(place) as column:
                    column.field_name = field
            self.assertIn("Give the words of the column Service", form.preview)
            form.service_message, form.service_data, form.volume = "sms", "gprs", "megabytes"
            for text in ("2 message(s)", "2.50 MB", "Service is “fax”"):
                self.assertIn(text, form.preview)
        batch = self.described._import_bytes("mixed.csv", raw.encode())
        self.assertEqual((batch.stored_count, batch.refused_count), (2, 1))
        self.assertEqual(
            [(call.service, call.quantity) for call in self._calls(batch)], [("message", 2), ("data", 2_500_000)]
        )

    def test_the_preview_follows_each_choice(self):
        self.described.action_describe()
        with Form(self.described.mapping_ids) as form:
            form.sample = base64.b64encode(FILE.encode())
            self.assertIn("+46812345678", form.preview)
            self.assertIn("Talk time is “ett tag”", form.preview)
            self.assertIn("<td>0:01:08</td>", form.preview)
            self.assertIn("<th>7</th>", form.first_rows)
            with form.column_ids.edit(4) as column:
                column.field_name = False
            self.assertIn("Choose the column that has: Talk time", form.preview)
            with form.column_ids.edit(4) as column:
                column.field_name = "talk"
            form.length_form = "minutes"
            self.assertIn("Talk time is “00:01:08”", form.preview)
            form.length_form = "clock"
            form.busy = "engaged"
            self.assertIn("Outcome is “Upptaget”", form.preview)
            form.delimiter = "comma"
            self.assertIn("Choose the column that has", form.preview)
            form.delimiter = "semicolon"
            for place, field in enumerate(("start", "start", "a_number", "b_number", "talk", "disposition")):
                with form.column_ids.edit(place) as column:
                    column.field_name = field
            self.assertIn("2026-11-22 03:22:52", form.preview)
        mapping = self.described.mapping_ids
        self.assertEqual(len(mapping.column_ids), 7)
        self.assertEqual(mapping._engine_mapping()["columns"]["start"], ["Datum", "Starttid"])

    def test_what_a_file_has_no_column_for_is_said_once_for_all(self):
        mapping = self._describe("Till;Tidpunkt;Sekunder\n0701110001;2026-11-22 03:22:52;67,2\n")
        self.assertIn("Choose the column that has: Calling number", mapping.preview)
        self.env["call.source.mapping.column"].create(
            {"mapping_id": mapping.id, "field_name": "a_number", "constant": "0812345678"}
        )
        self.assertIn("+46812345678", mapping.preview)
        mapping.sample = base64.b64encode(b"Till;Tidpunkt;Extra;Sekunder\n0701110001;2026-11-22 03:22:52;x;60\n")
        self.assertEqual(self._fields(mapping), {"b_number": 1, "start": 2, "talk": 4, "a_number": 0})

    def test_hostile_cells_are_text(self):
        hostile = "<script>alert(1)</script>"
        mapping = self._describe(FILE.replace("acme", hostile).replace("Kundnummer", f"Kund{hostile}"))
        mapping.column_ids[6].field_name = "account_code"
        for html in (mapping.first_rows, mapping.preview):
            self.assertNotIn("<script", html)
            self.assertIn("&lt;script&gt;", html)

    def test_other_encodings_and_files_without_headings(self):
        raw = "2026-11-22 03:22:52;Åke 0812345678;0701110001;68\n".encode("cp1252")
        mapping = self._describe(raw)
        self.assertEqual((mapping.encoding, mapping.header), ("cp1252", False))
        for column, field in zip(mapping.column_ids, ("start", "account_code", "b_number", "talk"), strict=True):
            column.field_name = field
        mapping.column_ids = [(0, 0, {"field_name": "a_number", "constant": "0812345678"})]
        call = self._calls(self.described._import_bytes("calls.csv", raw * 2))
        self.assertEqual((call.account_code, call.partner_id), ("Åke 0812345678", self.acme))

    def test_a_file_that_nobody_has_described_is_turned_away(self):
        with self.assertRaisesRegex(UserError, "choose “Describe the Files”"):
            self.described._import_bytes("calls.csv", FILE.encode())
        mapping = self._describe("a;b\n1;2\n")
        with self.assertRaisesRegex(UserError, "Choose the column that has: Calling number"):
            self.described._import_bytes("calls.csv", FILE.encode())
        for column in mapping.column_ids:
            column.field_name = "a_number"
        with self.assertRaisesRegex(UserError, "Two columns are chosen for “Calling number”"):
            mapping._reader()

    def test_a_description_goes_with_a_copy_of_its_source(self):
        self._describe(FILE)
        copy = self.described.copy({"name": "Third exchange"})
        batch = copy._import_bytes("calls.csv", FILE.encode())
        self.assertEqual(batch.stored_count, 2)

    def test_managers_describe_others_look(self):
        mapping = self._describe(FILE)
        seen = mapping.with_user(self._create_user("clerk"))
        self.assertIn("+46812345678", seen.preview)
        with self.assertRaises(AccessError):
            seen.write({"length_form": "seconds"})
        with self.assertRaises(AccessError):
            seen.column_ids.write({"field_name": False})
        with self.assertRaises(AccessError):  # they see no whole numbers
            mapping.with_user(self._create_user("sales")).read(["preview"])
        mapping.with_user(self._create_user("manager")).write({"length_form": "clock"})
        other = self.env["res.company"].create({"name": "Other"})
        self.described.company_id = other
        self.env.flush_all()
        with self.assertRaises(AccessError):
            mapping.with_user(seen.env.user).check_access("read")

    def test_a_sample_goes_when_numbers_are_hidden(self):
        mapping = self._describe(FILE)
        self.company.call_hide_days = 90
        self.env.flush_all()
        for days, kept in ((89, True), (91, False)):
            self.env.cr.execute(
                "UPDATE call_source_mapping SET write_date = now() AT TIME ZONE 'UTC' - %s * interval '1 day'", [days]
            )
            self.env.invalidate_all()
            mapping._gc_samples()
            self.assertEqual((bool(mapping.head), bool(mapping.column_ids[2].examples)), (kept, kept))
        self.assertEqual(self.described._import_bytes("calls.csv", FILE.encode()).stored_count, 2)

    def test_what_is_no_file_of_columns_is_refused_at_upload(self):
        for raw, words in (
            (b"%PDF-1.7\n", "neither a CSV nor an XLSX"),
            (b"  \n", "is empty"),
            (b"\x1f\x8b\x08", "archive"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self._describe(raw)
