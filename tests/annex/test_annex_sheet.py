"""Lists of calls as CSV and as workbooks."""

import io
import tracemalloc
from datetime import datetime
from decimal import Decimal

from openpyxl import load_workbook
from report.annex_layout import Annex, AnnexGroup, AnnexRow, Column, pages
from report.annex_sheet import Sheet, csv_file, workbook

COLUMNS = [Column("Tid", 18), Column("Nummer", 16), Column("Antal", 8), Column("Belopp", 10)]
ROW = (datetime(2026, 11, 3, 9), "+46701110•••", 3, Decimal("0.123457"))


def guard(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+") else text


def test_csv_is_told_from_other_encodings_and_guards_texts():
    content = csv_file(COLUMNS, [ROW], guard)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        "Tid,Nummer,Antal,Belopp\r\n2026-11-03 09:00:00,'+46701110•••,3,0.123457\r\n"
    )


def test_csv_with_decimal_comma_has_semicolons():
    assert "09:00:00;'+46701110•••;3;0,123457" in csv_file(COLUMNS, [ROW], guard, ",").decode("utf-8-sig")


def test_a_file_without_rows_has_its_header():
    assert csv_file(COLUMNS, [], guard).decode("utf-8-sig").strip() == "Tid,Nummer,Antal,Belopp"
    assert len(list(load_workbook(io.BytesIO(workbook([Sheet("Samtal", COLUMNS, [])]))).active.rows)) == 1


def test_a_workbook_has_numbers_as_numbers_and_texts_as_texts():
    sheet = Sheet("Samtal", COLUMNS, [ROW, (None, "=1+1", None, Decimal(-1))], 6)
    page = load_workbook(io.BytesIO(workbook([sheet]))).active
    assert [cell.value for cell in page[2]] == [datetime(2026, 11, 3, 9), "+46701110•••", 3, 0.123457]
    assert page["D2"].number_format == "0.000000"
    assert (page["B3"].value, page["B3"].data_type) == ("=1+1", "s")


def test_a_workbook_may_have_several_sheets():
    book = load_workbook(io.BytesIO(workbook([Sheet(name, COLUMNS, [ROW]) for name in ("Konto SEK", "Samtal SEK")])))
    assert book.sheetnames == ["Konto SEK", "Samtal SEK"]


def test_rows_are_written_as_they_come():
    """Ten times the calls take the file's own size more, not that of all rows at once."""

    def peak(calls: int) -> int:
        tracemalloc.start()
        csv_file(COLUMNS, (ROW for _call in range(calls)), guard)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    row_size = len(csv_file(COLUMNS, [ROW], guard))
    assert peak(20_000) - peak(2_000) < 4 * 18_000 * row_size


def test_notes_stand_below_the_total_and_on_its_page():
    group = AnnexGroup("", [AnnexRow((str(row),)) for row in range(6)])
    annex = Annex("", [], [], [group], total=("sum",), notes=[("invoice",), ("rounding",)])
    laid_out = [[line.cells[0] for line in page] for page in pages(annex, 4, 4)]
    assert laid_out == [["0", "1", "2", "3"], ["4", "5"], ["sum", "invoice", "rounding"]]
