"""The operator's own register, loaded from a file."""

import base64
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CALLER, DirectoryCase

SAMPLE = Path(__file__).parents[3] / "data" / "directory" / "register_se.csv"
HEADER = "Telefonnummer;Namn;Gatuadress;Postnr;Ort;Land;Org.nr;Typ;Hemligt\n"
ANNA = "070-174 06 05;Anna Berg;Storgatan 3;111 20;Stockholm;;;person;nej\n"
OLLE = "0701740606;Olle Ek;Lillgatan 4;222 20;Lund;;;;\n"


@tagged("post_install", "-at_install")
class TestRegisterImport(DirectoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.register = cls.env["call.directory"].create(
            {"name": "Register", "country_id": cls.env.ref("base.se").id, "sequence": 1}
        )

    def _wizard(self, text, encoding="utf-8", **vals):
        data = base64.b64encode(text.encode(encoding) if isinstance(text, str) else text)
        wizard = self.env["call.directory.import"].with_context(active_id=self.register.id)
        return wizard.create({"file": data, "filename": "register.csv", **vals})

    def _load(self, text, encoding="utf-8", **vals):
        wizard = self._wizard(text, encoding, **vals)
        wizard.action_import()
        return wizard

    def _entries(self):
        return self.env["call.directory.entry"].search([("directory_id", "=", self.register.id)], order="number")

    def test_who_is_in_the_register_may_call_at_once(self):
        self._load(HEADER + ANNA)
        self.assertEqual(self.register.entry_count, 1)
        self.assertRecordValues(
            self._identify(), [{"name": "Anna Berg", "street": "Storgatan 3", "zip": "111 20", "city": "Stockholm"}]
        )
        self.assertRecordValues(self._lookups(), [{"outcome": "found", "cost": 0, "request": False, "status": 0}])

    def test_who_is_not_or_is_secret_is_sent_to_a_clerk(self):
        self._load(HEADER + "0701740605;;;;;;;;ja\n")
        self._identify()
        self._identify("+46701740606")
        self.assertEqual(self._tasks().reason, "secret")
        self.assertEqual(self._tasks("+46701740606").reason, "none")

    def test_what_the_register_says_again_is_kept_once(self):
        for _call in range(3):
            self._identify()
        self.assertEqual((len(self._lookups()), self._tasks().call_count), (1, 3))

    def test_a_new_entry_counts_at_the_next_call(self):
        self.assertFalse(self._identify())
        self._load(HEADER + ANNA)
        self.assertTrue(self._identify())

    def test_the_preview_shows_what_will_be_loaded_and_what_is_wrong(self):
        preview = self._wizard(HEADER + ANNA + "12;Olle;;;;;;;\n" + "0701740607;<b>Eva</b>;;;;Norge;;;\n").preview
        self.assertIn("1 entries, 2 lines that cannot be read.", preview)
        self.assertIn(CALLER, preview)
        self.assertIn("<td>3</td><td>Number</td>", preview)
        self.assertIn("“12” is no telephone number", preview)
        self.assertIn("“Norge” is no country code", preview)
        self.assertFalse(self._entries())

    def test_strange_texts_are_only_texts(self):
        preview = self._wizard(HEADER + "0701740607;<img src=x onerror=alert(1)>;;;;;;;\n").preview
        self.assertNotIn("<img", preview)
        self.assertIn("&lt;img", preview)

    def test_what_is_no_register_is_refused(self):
        for data, text in ((b"", "Choose a file"), (b"PK\x03\x04", "no text file"), (b"a;b\n1;2\n", "first line")):
            with self.subTest(text), self.assertRaisesRegex(UserError, text):
                self._load(data)

    def test_bad_lines_are_left_out_and_told(self):
        wizard = self._load(HEADER + ANNA + "x;Olle;;;;;;;\n" + OLLE)
        self.assertEqual(self._entries().mapped("name"), ["Anna Berg", "Olle Ek"])
        self.assertIn("“x” is no telephone number", wizard.result)
        self.assertIn("1 lines that could not be read", self.register.message_ids[0].body)
        self.assertFalse(wizard.file)

    def test_loaded_again_it_changes_what_changed(self):
        self._load(HEADER + ANNA + OLLE)
        wizard = self._load(HEADER + ANNA + OLLE.replace("Lillgatan 4", "Storgatan 9"))
        self.assertIn("0 entries new, 1 changed, 1 as before, 0 removed", wizard.result)
        self.assertEqual(self._entries()[1].street, "Storgatan 9")

    def test_a_whole_register_replaces_the_one_before(self):
        self._load(HEADER + ANNA + OLLE)
        wizard = self._load(HEADER + OLLE, replace=True)
        self.assertIn("0 entries new, 0 changed, 1 as before, 1 removed", wizard.result)
        self.assertEqual(self._entries().mapped("name"), ["Olle Ek"])

    def test_of_two_lines_for_a_number_the_later_counts(self):
        wizard = self._load(HEADER + ANNA + ANNA.replace("Anna", "Eva"))
        self.assertEqual(self._entries().name, "Eva Berg")
        self.assertIn("1 lines overridden", wizard.result)

    def test_old_encodings_and_awkward_texts(self):
        self._load(HEADER + "0701740605;Åsa \\N Öberg;Gatan\\t1;;;;;;\n", "cp1252")
        self.assertEqual((self._entries().name, self._entries().street), ("Åsa \\N Öberg", "Gatan\\t1"))

    def test_a_large_register(self):
        lines = (f"07{number:08};Namn {number};Gatan {number};111 20;Stockholm;;;;\n" for number in range(50_000))
        self._load(HEADER + "".join(lines))
        self.assertEqual(self.register.entry_count, 50_000)
        self.assertEqual(self._entries()[-1].name, "Namn 49999")

    def test_a_register_without_a_country_has_its_company_s(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        register = self.env["call.directory"].search([("company_id", "=", company.id)])
        company.country_id = self.env.ref("base.no")
        self._load("number;name\n22 33 44 55;Kari\n", directory_id=register.id)
        entry = self.env["call.directory.entry"].search([("directory_id", "=", register.id)])
        self.assertEqual((entry.number, entry.country_id.code), ("+4722334455", "NO"))

    def test_another_register_keeps_its_own(self):
        other = self.env["call.directory"].create({"name": "Other", "country_id": self.env.ref("base.se").id})
        self._load(HEADER + OLLE, directory_id=other.id)
        self._load(HEADER + ANNA, replace=True)
        self.assertEqual((self.register.entry_count, other.entry_count), (1, 1))

    def test_the_sample_register_is_flawless_but_for_its_stated_lines(self):
        wizard = self._load(SAMPLE.read_bytes())
        self.assertIn("0 lines that could not be read", wizard.result)
        self.assertGreater(self.register.entry_count, 20)
