"""A file that looks like another switch's is told of before it is imported."""

import gzip
from pathlib import Path

from odoo.tests import tagged

from ..common import line
from .mapping_common import FILE, MappingCase

DATA = Path(__file__).parents[3] / "data" / "cdr"
CUSTOM = (DATA / "asterisk22_cdr_custom.csv").read_bytes()
MASTER = (DATA / "asterisk22_newcolumns_gmt.csv").read_bytes()


@tagged("post_install", "-at_install")
class TestSourceDetect(MappingCase):
    def _doubt(self, source, raw, name="calls.csv"):
        """What the upload says of a file."""
        file = self.env["ir.attachment"].create({"name": name, "raw": raw})
        return self.env["call.import.upload"].new({"source_id": source.id, "file_ids": file.ids}).doubt

    def test_a_file_of_the_source_s_own_format_is_not_doubted(self):
        for raw in (MASTER, line("1.1/1").encode(), gzip.compress(MASTER), b"rubbish\n".join([MASTER, b""])):
            self.assertFalse(self._doubt(self.source, raw))

    def test_a_file_of_another_format_is_named_with_the_sources_of_that_format(self):
        self.assertEqual(
            self._doubt(self.source, CUSTOM, "x.csv"),
            "x.csv looks like Asterisk cdr_custom, CSV, but Test switch writes Asterisk Master.csv.",
        )
        self.source.copy({"name": "Switch North", "dialect": "asterisk_custom_csv"})
        self.assertIn("Sources of that format: Switch North.", self._doubt(self.source, gzip.compress(CUSTOM)))

    def test_a_file_of_no_known_format_is_told_as_such(self):
        self.assertIn("nor like any other known here", self._doubt(self.source, b"date;from;to\n1;2;3\n"))
        self.assertIn("nor like any other known here", self._doubt(self.source, b"\x1f\x8b broken"))

    def test_files_that_somebody_described_are_doubted_only_if_a_switch_writes_them(self):
        self.assertFalse(self._doubt(self.described, FILE.encode()))
        self.assertIn("looks like Asterisk Master.csv, but Other exchange", self._doubt(self.described, MASTER))

    def test_workbooks_are_for_described_sources(self):
        raw = self._xlsx(("Calls", [["From", "To"], [1, 2]]))
        self.assertIn("Workbooks are read for sources of the format", self._doubt(self.source, raw))
        self.assertFalse(self._doubt(self.described, raw))

    def test_only_the_beginning_of_a_large_file_is_looked_at(self):
        rows = b"\n".join(line(f"1.{number}/1").encode() for number in range(2_000))
        self.assertFalse(self._doubt(self.source, rows))
        self.assertFalse(self._doubt(self.source, b""))
