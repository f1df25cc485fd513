"""The beginning of a file, kept as text, so that it can be looked at again in another way without the file."""

import base64
import csv
import json

from ...cdr.encoding import in_utf8
from ...cdr.guess import guess_delimiter
from ...deck.kind import encoding_of, kind_of
from ..deck.file_sample import DELIMITERS, ENCODING_LABELS
from .workbook_lines import csv_chunks, open_workbook, sheet_rows

#: bytes of a text file, and rows, sheets, columns and characters of a cell of a workbook, that are kept
HEAD = 65_536
ROWS, SHEETS, COLUMNS, CELL = 60, 20, 100, 300


class Sample:
    """:ivar dict kept: plain values, as `to_text` writes them"""

    def __init__(self, kept):
        self.kept = kept

    @classmethod
    def of_file(cls, data):
        """
        :param bytes data: the whole file
        :raise DeckRefused: neither a text nor a workbook
        """
        if kind_of(data) == "xlsx":
            book = open_workbook(data)
            return cls({"sheets": {name: _first_rows(sheet_rows(book, name)) for name in book.names[:SHEETS]}})
        encoding_of(data)  # a text of some kind
        head = data[:HEAD]
        whole = len(data) <= HEAD
        return cls({"text": base64.b64encode(head).decode(), "whole": whole})

    @classmethod
    def of_text(cls, text):
        """What `to_text` gave; None for no text."""
        return cls(json.loads(text)) if text else None

    def to_text(self):
        """The sample as text."""
        return json.dumps(self.kept, ensure_ascii=False)

    @property
    def sheets(self):
        """The names of a workbook's sheets; empty for a text."""
        return tuple(self.kept.get("sheets", ()))

    def chunks(self, encoding, delimiter, sheet):
        """The sample as bytes in UTF-8, whole lines only.

        :param str encoding, delimiter: of a text; :param str sheet: of a workbook, the first if empty
        """
        if sheets := self.kept.get("sheets"):
            rows = sheets.get(sheet) if sheet else next(iter(sheets.values()))
            return list(csv_chunks(rows or [], delimiter))
        data = b"".join(in_utf8([base64.b64decode(self.kept["text"])], encoding))
        return [data if self.kept["whole"] else data[: data.rfind(b"\n") + 1]]

    def rows(self, encoding, delimiter, sheet):
        """The first rows as lists of texts."""
        text = b"".join(self.chunks(encoding, delimiter, sheet)).decode("utf-8", "replace").lstrip("\ufeff")
        lines = [line for line in text.replace("\0", "").splitlines() if line.strip()][:ROWS]
        return [next(csv.reader([line], delimiter=delimiter), []) for line in lines]

    def guess_form(self):
        """Encoding and delimiter, by the names that screens have for them."""
        if self.sheets:
            return "utf-8", "comma"
        known = [name for name, _label in ENCODING_LABELS]
        encoding = encoding_of(base64.b64decode(self.kept["text"])).removesuffix("-sig")
        encoding = "utf-16" if encoding.startswith("utf-16") else encoding if encoding in known else "cp1252"
        text = b"".join(self.chunks(encoding, ",", "")).decode("utf-8", "replace")
        delimiter = guess_delimiter([line for line in text.splitlines() if line.strip()][:ROWS])
        return encoding, next(name for name, mark in DELIMITERS.items() if mark == delimiter)


def _first_rows(rows):
    found = []
    for row in rows:
        found.append([cell[:CELL] for cell in row[:COLUMNS]])
        if len(found) == ROWS:
            break
    return found
