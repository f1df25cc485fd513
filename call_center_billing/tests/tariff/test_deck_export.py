"""Export: what comes out goes in again without a change; and what differs between versions."""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .deck_common import DeckCase


class ExportCase(DeckCase):
    """A version with all that a rate can have."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.swiss = cls.env["call.caller.class"].create({"name": "Abroad", "prefixes": "41, 49"})
        cls.version = cls.cost.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        night = cls.env["call.rate.band"].create(
            {"version_id": cls.version.id, "name": "Night; late", "hour_from": 0, "hour_to": 6}
        )
        common = {"version_id": cls.version.id, "destination_id": cls.mobile.id}
        cls.env["call.rate"].create(
            [
                common | {"prefix": "", "price": 5_000_000},
                common | {"prefix": "=112", "price": 0},
                common | {"prefix": "=*21#", "price": 1},
                common | {"prefix": "46", "price": 123_456, "caller_class_id": cls.swiss.id, "connection_fee": 10_000},
                common | {"prefix": "46", "price": 100_000, "unit": "agent_minute", "minimum_seconds": 30},
                common | {"prefix": "46", "price": 100_000, "unit": "mebibyte"},
                common | {"prefix": "47", "price": 1_500_000, "unit": "call", "maximum_charge": 2_000_000},
                common
                | {
                    "prefix": "48",
                    "price": 200_000,
                    "first_increment": 60,
                    "next_increment": 30,
                    "valid_from": "2026-03-01 00:00:00",
                    "valid_to": "2026-06-30 22:00:00",
                    "tier_ids": [
                        (0, 0, {"band_id": night.id, "price": 150_001}),
                        (0, 0, {"start": 60, "price": 100_000}),
                    ],
                },
                common | {"prefix": "48", "price": 210_000, "valid_from": "2026-06-30 22:00:00"},
                common | {"prefix": "49", "price": 300_000, "valid_to": "2026-05-01 00:00:00"},
                common | {"prefix": "49", "price": 310_000, "valid_from": "2026-05-01 00:00:00"},
            ]
        )
        cls.version.action_publish()


@tagged("post_install", "-at_install")
class TestDeckExport(ExportCase):
    def test_a_version_exported_as_csv_or_xlsx_and_imported_changes_nothing(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        for version, kind in ((self.version, "csv"), (self.version.with_context(lang="sv_SE"), "csv")):
            self._assert_no_change(version._deck_file(kind), kind)
        self._assert_no_change(self.version._deck_file("xlsx"), "xlsx")

    def _assert_no_change(self, raw, kind):
        for coverage in ("full", "partial"):
            deck = self._deck(raw, name=f"own.{kind}", coverage=coverage)
            counts = self._counts(deck)
            self.assertEqual(counts.pop("error", 0), 0, deck.line_ids.mapped("value"))
            self.assertEqual(set(counts), {"unchanged"}, deck.line_ids.mapped(lambda line: (line.prefix, line.what)))
            self.assertEqual(counts["unchanged"], len(self.version.rate_ids))
            self.assertTrue(deck.mapping_confirmed, "our own files leave nothing to be asked")

    def test_an_export_taken_to_a_new_card_gives_the_same_prices(self):
        card = self.env["call.rate.card"].create({"name": "Copy", "kind": "cost"})
        bands = self.env["call.rate.version"].create({"card_id": card.id, "timezone": "Europe/Stockholm"})
        self.env["call.rate.band"].create({"version_id": bands.id, "name": "Night; late", "hour_to": 6})
        deck = self._apply(self.version._deck_file("csv"), card)
        self.assertEqual(deck.version_id, bands, "the draft there is gets the prices")
        self.assertEqual(bands._deck_file("csv"), self.version._deck_file("csv"))

    def test_a_comma_for_those_who_write_one(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        text = self.version.with_context(lang="sv_SE")._deck_file("csv").decode("utf-8-sig")
        self.assertIn("48;Mobile (test);mobile;;minute;0,20;0,150001;", text)
        self.assertIn("48,Mobile (test),mobile,,minute,0.20,0.150001,", self.version._deck_file("csv").decode())

    def test_what_changed_since_the_version_before(self):
        deck = self._apply("prefix,price,status\n4670,0.50,\n4672,,closed\n4679,0.10,\n")
        action = deck.version_id.action_view_changes()
        lines = self.env["call.deck.line"].search(action["domain"])
        found = {(line.kind, line.prefix, line.price_before, line.price) for line in lines}
        self.assertEqual(
            found,
            {
                ("up", "4670", 400_000, 500_000),
                ("closed", "4672", 410_000, 0),
                ("new", "4679", 0, 100_000),
            },
        )
        again = deck.version_id.action_view_changes()
        self.assertEqual(action["domain"], again["domain"], "published versions are compared once")
        self.assertNotIn(lines.deck_id, self.cost.deck_ids)
        with self.assertRaisesRegex(UserError, "first version"):
            self.cost.version_ids.sorted("sequence")[0].action_view_changes()


@tagged("post_install", "-at_install")
class TestDeckDownload(ExportCase, HttpCase):
    def test_files_are_downloaded_by_those_who_may_read_them(self):
        self._create_user("sales")
        url = f"/call_center_billing/version/{self.version.id}/deck"
        self.authenticate("ccb_sales", "ccb_sales")
        found = self.url_open(f"{url}.csv")
        self.assertEqual((found.status_code, found.content), (200, self.version._deck_file("csv")))
        self.assertIn("Carrier%20cost%20v2.csv", found.headers["Content-Disposition"])
        self.assertEqual(self.url_open(f"{url}.xlsx").content[:2], b"PK")
        self.assertEqual(self.url_open(f"{url}.pdf").status_code, 404)
        self.assertEqual(self.url_open("/call_center_billing/version/0/deck.csv").status_code, 404)
        self._create_user("switch")
        self.authenticate("ccb_switch", "ccb_switch")
        self.assertEqual(self.url_open(f"{url}.csv").status_code, 404)
