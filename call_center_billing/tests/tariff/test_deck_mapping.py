"""How files are read: guessed, corrected, remembered; and who may do what."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .deck_common import HEADER, DeckCase

STRANGE = "Zon-nr;Vart;Kostar\n4670;Mobile (test);0,50\n4672;Mobile (test);0,41\n"


@tagged("post_install", "-at_install")
class TestDeckMapping(DeckCase):
    def test_a_mapping_is_confirmed_once_and_remembered_for_the_supplier(self):
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,45;;\n", preview=False)
        self.assertFalse(deck.mapping_confirmed)
        deck.action_next()
        self.assertEqual(deck.state, "draft", "a person looks at a mapping that was guessed")
        self.assertIn("0.45", deck.sample)
        deck.action_preview()
        other = self._create_card("Other cost", {"47": 1})
        other.write({"kind": "cost", "supplier_id": self.supplier.id})
        again = self._deck(f"{HEADER};Remark\n47;Norway;0,45;;;\n", other, preview=False)
        self.assertEqual(again.mapping_id, deck.mapping_id)
        again.action_next()
        self.assertEqual(again.state, "previewed")
        self.assertEqual(again.mapping_column_ids.mapped("header")[-1], "Remark")
        different = self._deck("Prefix,Price\n4670,0.50\n", preview=False)
        self.assertNotEqual(different.mapping_id, deck.mapping_id)

    def test_columns_that_nobody_knows_are_chosen_by_hand(self):
        deck = self._deck(STRANGE, preview=False)
        self.assertEqual(deck.mapping_column_ids.mapped("header"), ["Zon-nr", "Vart", "Kostar"])
        self.assertEqual(deck.mapping_column_ids[2].examples, "0,50 · 0,41")
        self.assertIn("columns are missing: prefix, price", deck.sample)
        with self.assertRaisesRegex(UserError, "columns are missing"):
            deck.action_preview()
        for column, name in zip(deck.mapping_column_ids, ("prefix", "destination", "price"), strict=True):
            column.field_name = name
        deck.mapping_column_ids = [fields.Command.create({"field_name": "increments", "constant": "60/6"})]
        deck.action_preview()
        self.assertEqual(self._counts(deck), {"up": 1, "changed": 1})
        self.assertEqual(deck.line_ids[1].what, "First seconds: 1 → 60; Then steps of: 1 → 6")
        again = self._deck(STRANGE, preview=False)
        self.assertTrue(again.mapping_confirmed)
        again.mapping_column_ids[1].field_name = "price"
        with self.assertRaisesRegex(UserError, "Two columns are chosen for “Price”"):
            again.action_preview()

    def test_files_without_a_header(self):
        deck = self._deck("4670;Mobile (test);0,50\n4672;Mobile (test);0,41\n", preview=False)
        deck.mapping_header_place = "none"
        deck.action_reread()
        for column, name in zip(deck.mapping_column_ids, ("prefix", "destination", "price"), strict=False):
            column.field_name = name
        deck.action_preview()
        self.assertEqual(self._counts(deck), {"up": 1, "unchanged": 1})

    def test_options_decide_how_values_are_read(self):
        text = "Prefix,Destination,Rate\n4670,Mobile (test),1.234\n"
        deck = self._deck(text)
        self.assertEqual(deck.line_ids.price, 1_234_000)
        self.assertIn("could be thousands", deck.notes)
        deck.action_edit()
        deck.mapping_decimal = "comma"
        deck.action_preview()
        self.assertEqual((deck.line_ids.price, deck.notes), (1_234_000_000, False))
        deck.write({"mapping_decimal": "point", "mapping_price_per": "1"})
        self.assertEqual(deck.state, "draft", "a preview holds for what it was made from")
        deck.action_preview()
        self.assertEqual(deck.line_ids.price, 74_040_000)

    def test_a_workbook_is_read_like_a_csv_file(self):
        raw = self._xlsx([["Prefix", "Destination", "Rate"], [4670, "Mobile (test)", 0.45], ["4672", "M", "0,41"]])
        deck = self._deck(raw, name="deck.xlsx")
        self.assertEqual(self._counts(deck), {"up": 1, "changed": 1})

    def test_classes_of_new_destinations_can_be_corrected_before_they_are_made(self):
        text = f"{HEADER}\n46900;Pay;9;;\n4620;Free;0;;\n46768;Cell;1;;\n46110;Land;1;;\n4790;Oslo;1;;\n"
        deck = self._deck(text)
        found = {new.name: new.destination_class for new in deck.destination_ids}
        self.assertEqual(
            found, {"Pay": "premium", "Free": "free", "Cell": "mobile", "Land": "local", "Oslo": "international"}
        )
        deck.destination_ids.filtered(lambda new: new.name == "Oslo").destination_class = "mobile"
        deck.action_preview()
        deck.action_apply()
        oslo = self.env["call.destination"].search([("name", "=", "Oslo")])
        self.assertEqual(oslo.destination_class, "mobile")
        self.assertEqual(oslo.product_id, self.env.ref("call_center_billing.product_call_mobile"))

    def test_destinations_that_a_file_does_not_name(self):
        deck = self._apply("Prefix,Price\n46701,0.5\n4790,1\n")
        names = {rate.prefix: rate.destination_id.name for rate in deck.version_id.rate_ids}
        self.assertEqual((names["46701"], names["4790"]), ("Mobile (test)", "Norway"))

    def test_managers_import_others_look(self):
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,45;;\n").with_user(self._create_user("manager"))
        deck.action_preview()
        for group in ("sales", "clerk"):
            seen = deck.with_user(self._create_user(group))
            self.assertEqual((seen.up_count, seen.line_ids.price), (1, 450_000))
            for attempt in (seen.action_apply, seen.action_discard, seen.action_preview):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attempt()
            version = self.cost.version_ids.with_user(seen.env.user)
            self.assertIn(b"4670", version._deck_file("csv"))
        deck.action_apply_publish()
        self.assertEqual((deck.state, deck.version_id.state), ("applied", "published"))
        action = deck.version_id.with_user(seen.env.user).action_view_changes()
        lines = self.env["call.deck.line"].with_user(seen.env.user).search(action["domain"])
        self.assertEqual(lines.kind, "up")

    def test_decks_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.cost.company_id = other
        deck = self._deck(f"{HEADER}\n4670;Mobile (test);0,45;;\n")
        sales = self._create_user("sales")
        for record in (deck, deck.line_ids, deck.mapping_id, deck.mapping_column_ids):
            with self.assertRaises(AccessError):
                record.with_user(sales).check_access("read")

    def test_rows_of_old_decks_go_and_decks_stay(self):
        deck = self._apply(f"{HEADER}\n4670;Mobile (test);0,45;;\n")
        with self.assertRaisesRegex(UserError, "has been applied: it stays"):
            deck.unlink()
        comparison = self.env["call.deck.line"].search(deck.version_id.action_view_changes()["domain"]).deck_id
        self.env["call.deck.line"]._gc_lines()
        self.assertTrue(deck.line_ids.exists() and comparison.exists())
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_deck SET write_date = write_date - interval '91 days'")
        self.env.invalidate_all()
        self.env["call.deck.line"]._gc_lines()
        self.assertFalse(deck.line_ids)
        self.assertFalse(comparison.exists())
        self.assertEqual((deck.up_count, bool(deck.file)), (1, True))
