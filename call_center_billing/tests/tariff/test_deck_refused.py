"""Bad input is named and refused; nothing good around it is lost, and nothing half-written stays."""

import base64
import csv
import io
import zipfile
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .deck_common import HEADER, DeckCase


def archive(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as files:
        files.writestr(name, "46;1")
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestDeckRefused(DeckCase):
    def test_files_that_are_no_decks_are_refused_at_once(self):
        cases = {
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3": "neither a CSV nor an XLSX",
            b"   \n": "is empty",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600: r"old kind \(.xls\)",
            archive("deck.csv"): "is an archive",
            b"\x1f\x8b\x08\x00" + b"a" * 40: "is an archive",
            b"<html><body>no</body></html>": "web page",
            b"PK\x03\x04" + b"x" * 90: "damaged",
        }
        before = self.env["call.deck"].search_count([])
        for raw, message in cases.items():
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self._deck(raw, name="price list.csv")
        self.assertEqual(self.env["call.deck"].search_count([]), before)

    def test_a_quotation_mark_that_is_never_closed(self):
        with self.assertRaisesRegex(UserError, "row 4 opens a quotation mark"), self.env.cr.savepoint():
            self._deck('Prefix,Rate\n46,1\n47,1\n"48,1\n49,1\n')

    def test_rows_that_cannot_be_are_named_and_the_others_are_read(self):
        text = f"""{HEADER};Valid to;Steps;Caller class
4670;M;0,50;;;;;
46a;M;0,50;;;;;
;M;0,50;;;;;
4672;M;-0,50;;;;;
4673;M;;;;;;
4674;M;many;;;;;
4675;M;0,1234567;;;;;
4676;M;0,50;;2027-13-01;;;
4678;M;0,50;;2027-02-01;2027-01-01;;
4679;M;0,50;;;;60: 0.10; 30: 0.20;
4671;M;0,50;;;;;Martians
48;M;0,50;;;;;
48;M;0,60;;;;;
49;M;0,50;;2027-01-01;2027-12-31;;
49;M;0,60;;2027-06-01;;;
4.67E+10;M;1;;;;;
"""
        deck = self._deck(text.replace("60: 0.10; 30: 0.20", '"60: 0.10; 30: 0.20"'))
        found = deck.line_ids.filtered(lambda line: line.kind == "error")
        self.assertEqual(
            [(line.row, line.column_name, line.value or "", line.reason) for line in found],
            [
                (3, "Code", "46a", "not_digits"),
                (4, "Code", "", "empty"),
                (5, "Rate", "-0,50", "negative"),
                (6, "Rate", "", "no_price"),
                (7, "Rate", "many", "not_number"),
                (8, "Rate", "0,1234567", "too_many_decimals"),
                (9, "Effective date", "2027-13-01", "bad_date"),
                (10, "Valid to", "2027-01-01", "ends_before_it_begins"),
                (11, "Steps", "30: 0.20", "bad_steps"),
                (12, "Caller class", "Martians", "unknown_caller"),
                (14, "Code", "13", "duplicate"),
                (16, "Code", "15", "overlap"),
                (17, "Code", "4.67E+10", "scientific"),
            ],
        )
        self.assertEqual(self._counts(deck), {"up": 1, "new": 2, "error": 13})
        deck.only_clean = True
        with self.assertRaisesRegex(UserError, "13 rows have errors"):
            deck.action_apply()
        deck.only_clean = False
        deck.action_apply()
        self.assertEqual(len(deck.version_id.rate_ids), 7)

    def test_a_full_deck_does_not_close_what_it_could_not_read(self):
        deck = self._apply(f"{HEADER}\n4670;M;0,40;;\n4672;M;x;;\n4676;M;-1;;\n", coverage="full")
        self.assertEqual(self._counts(deck), {"changed": 1, "closed": 1, "error": 2})
        lasting = deck.version_id.rate_ids.filtered(lambda rate: not rate.valid_to)
        self.assertEqual(sorted(lasting.mapped("prefix")), ["4670", "4672", "4676"])

    def test_prices_in_a_band_need_one_for_the_rest_and_a_band_that_there_is(self):
        version = self.cost.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        self.env["call.rate.band"].create({"version_id": version.id, "name": "Night", "hour_to": 6})
        version.action_publish()
        deck = self._deck("prefix,destination,price,price:Night,price:Noon\n4670,M,,0.2,\n4672,M,0.41,,0.3\n")
        found = deck.line_ids.mapped(lambda line: (line.row, line.column_name, line.reason))
        self.assertEqual(found, [(2, "price", "no_default"), (3, "price:Noon", "unknown_band")])

    def test_other_money_is_refused(self):
        for header, cell in (("Rate (USD)", "0.5"), ("Rate", "EUR 0.50"), ("Rate", "€0.50")):
            deck = self._deck(f"Prefix,Destination,{header}\n4670,M,{cell}\n", preview=False)
            if self.company.currency_id.name in (header + cell) or self.company.currency_id.symbol in cell:
                continue
            with self.assertRaisesRegex(UserError, f"rate card Carrier cost in {self.cost.currency_id.name}"):
                deck.action_preview()
            self.assertEqual(deck.state, "draft")
        own = self._deck(f"Prefix,Destination,Rate {self.cost.currency_id.name}\n4670,Mobile (test),0.40\n")
        self.assertEqual(self._counts(own), {"unchanged": 1})

    def test_a_moment_before_the_newest_prices_is_refused(self):
        self.cost.version_ids.copy({"valid_from": "2027-05-01 00:00:00"}).action_publish()
        deck = self._deck(f"{HEADER}\n4670;M;0,40;;\n", preview=False, effective_at="2027-04-01 00:00:00")
        with self.assertRaisesRegex(UserError, "version 2 begins at 2027-05-01"):
            deck.action_preview()
        deck.effective_at = False
        deck.action_preview()
        self.assertEqual(str(deck.moment_at), "2027-05-01 00:00:00", "a scheduled version is what it is compared with")

    def test_what_has_changed_since_the_preview_is_looked_at_again(self):
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,50;;\n")
        self._publish(self.cost, "2026-03-01 00:00:00", price=500_000)
        with self.assertRaisesRegex(UserError, "changed since the preview"), self.env.cr.savepoint():
            deck.action_apply()
        deck.action_preview()
        self.assertEqual(self._counts(deck), {"unchanged": 1})

    def test_a_deck_that_fails_in_the_middle_leaves_nothing(self):
        deck = self._deck(f"{HEADER}\n4670;Nowhere;0,50;;\n")
        broken = UserError("broken")
        with (
            patch.object(type(self.cost.version_ids), "_compile_services", side_effect=broken),
            self.assertRaisesRegex(UserError, "broken"),
            self.env.cr.savepoint(),
        ):
            deck.action_apply()
        self.assertEqual(len(self.cost.version_ids), 1)
        self.assertFalse(self.env["call.destination"].search([("name", "=", "Nowhere")]))
        self.assertEqual(deck.state, "previewed")


@tagged("post_install", "-at_install")
class TestDeckFaults(DeckCase, HttpCase):
    def test_rows_with_errors_are_downloaded_corrected_and_imported(self):
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,40;;\n4672;=Mobile (test);0,x;;\n", coverage="full")
        self._create_user("clerk")
        self.authenticate("ccb_clerk", "ccb_clerk")
        found = self.url_open(deck.action_download_faults()["url"])
        rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))
        self.assertEqual(
            rows,
            [
                [*HEADER.split(";"), "Import: row", "Import: column", "Import: value", "Import: reason"],
                ["4672", "'=Mobile (test)", "0,x", "", "", "3", "Rate", "0,x", "This is not a number"],
            ],
        )
        corrected = found.content.replace(b"0,x", b"0,44", 1)
        with self.assertRaisesRegex(UserError, "rows that were corrected"), self.env.cr.savepoint():
            self._deck(corrected, coverage="full")
        again = self._deck(corrected)
        self.assertEqual(self._counts(again), {"up": 1})

    def test_the_same_deck_takes_a_corrected_file(self):
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,x;;\n")
        deck.file = base64.b64encode(f"{HEADER}\n4670;Mobile (test);0,44;;\n".encode())
        self.assertEqual((deck.state, len(deck.line_ids)), ("draft", 0))
        deck.action_preview()
        self.assertEqual(self._counts(deck), {"up": 1})
