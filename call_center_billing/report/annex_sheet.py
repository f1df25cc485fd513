"""The list of calls as a file for spreadsheets and programs: `csv_file` and `workbook`.

Rows come one after the other and are written as they come. Texts never become formulas: a workbook has them as texts,
and in CSV the caller's `guard` takes care of those that a spreadsheet would compute.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import xlsxwriter

from .annex_layout import Column

Cell = str | int | Decimal | datetime | None

#: characters that one share of a PDF's width stands for
WIDTH = 1.1


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, its columns, its rows, and how many decimals its amounts have."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    decimals: int = 2


def csv_file(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], guard: Callable[[str], str], decimal: str = "."
) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it.

    :param decimal: ``.`` for commas between cells, ``,`` for semicolons, as spreadsheets of such countries want them
    """
    text = io.TextIOWrapper(buffer := io.BytesIO(), encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
    writer.writerow([guard(column.label) for column in columns])
    writer.writerows([_plain(cell, guard, decimal) for cell in row] for row in rows)
    text.flush()
    return buffer.getvalue()


def _plain(cell: Cell, guard: Callable[[str], str], decimal: str) -> str:
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return "" if cell is None else str(cell).replace(".", decimal)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """A workbook, each row of which is on the disk before the next one is written."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for sheet in sheets:
            _write_sheet(book, sheet, bold, moment)
    return buffer.getvalue()


def _write_sheet(book, sheet: Sheet, bold, moment) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    money = book.add_format({"num_format": "0." + "0" * sheet.decimals})
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.share * WIDTH)
        page.write_string(0, number, column.label, bold)
    for row_number, row in enumerate(sheet.rows, 1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(row_number, number, cell)
            elif isinstance(cell, datetime):
                page.write_datetime(row_number, number, cell, moment)
            elif isinstance(cell, Decimal):
                page.write_number(row_number, number, float(cell), money)
            elif cell is not None:
                page.write_number(row_number, number, cell)
