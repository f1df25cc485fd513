"""A version's prices as a file that can be imported again."""

import csv
import io
from decimal import Decimal

import xlsxwriter

from ...deck import BAND, write_csv
from ...deck.guard import unguarded

MONEY = frozenset({"price", "connection_fee", "minimum_charge", "maximum_charge"})
COUNTS = frozenset({"free_seconds", "minimum_seconds", "first_increment", "next_increment"})
WIDTHS = {"destination": 32, "valid_from": 20, "valid_to": 20, "steps": 24}


def deck_csv(known, bands, decimal):
    """
    :param known: `deck.Known`, in the order of the file
    :param bands: names of the version's time bands
    :param decimal: the decimal mark of who will open it
    :return: the bytes of a CSV file
    """
    return b"".join(write_csv(known, bands, decimal=decimal))


def deck_xlsx(known, bands):
    """The same as an XLSX file: amounts are numbers, prefixes and moments are text.

    :return: the bytes of the file
    """
    stream = io.BytesIO()
    # rows go to a temporary file one by one: a deck of 260,000 would take a gigabyte
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet("Rates")
    sheet.freeze_panes(1, 1)
    rows = csv.reader(line.decode() for line in write_csv(known, bands, bom=False))
    header = next(rows)
    bold = book.add_format({"bold": True})
    for place, name in enumerate(header):
        sheet.set_column(place, place, WIDTHS.get(name, 14))
        sheet.write_string(0, place, unguarded(name), bold)
    writers = [_writer(sheet, name) for name in header]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            if text:
                writers[place](number, place, text)
    book.close()
    return stream.getvalue()


def _writer(sheet, name):
    """What writes a column's cells."""
    if name in MONEY or name.startswith(BAND) or name in COUNTS:
        return lambda row, column, text: sheet.write_number(row, column, Decimal(text))
    return lambda row, column, text: sheet.write_string(row, column, unguarded(text))
