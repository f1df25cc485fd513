"""A source whose files somebody describes."""

import base64
import io

import openpyxl

from ..common import BillingCase

FILE = """Datum;Starttid;A-nummer;B-nummer;Samtalstid;Resultat;Kundnummer
2026-11-22;03:22:52;0812345678;0701110001;00:01:08;Besvarat;acme
2026-11-22;03:30:00;0812345678;0701110001;00:00:00;Upptaget;acme
2026-11-22;03:40:00;0812345678;0701110001;ett tag;Besvarat;acme
"""


class MappingCase(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.described = cls.source.copy({"name": "Other exchange", "dialect": "mapped_csv"})

    def _describe(self, raw, **vals):
        """The description that a sample leads to."""
        raw = raw.encode() if isinstance(raw, str) else raw
        mapping = self.env["call.source.mapping"].create({"source_id": self.described.id, **vals})
        mapping.sample = base64.b64encode(raw)
        return mapping

    def _fields(self, mapping):
        """{field: position} of what columns are."""
        return {column.field_name: column.position for column in mapping.column_ids if column.field_name}

    @staticmethod
    def _xlsx(*sheets):
        """The bytes of a workbook with these sheets, each (name, rows)."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
