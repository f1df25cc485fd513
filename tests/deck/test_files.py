"""Files: CSV in every dress, spreadsheets, and what is no deck at all."""

import io
import zipfile
from datetime import datetime

import deck
import pytest
from deck_samples import ASTPP, SWEDISH, faults, prices, text, xlsx


def refused(data, mapping=None, **options):
    with pytest.raises(deck.DeckRefused) as refusal:
        deck.read_deck(data, mapping, **options)
    assert refusal.value.reason in deck.REFUSALS
    return refusal.value


def test_the_header_of_astpp():
    found = deck.read_deck(ASTPP)
    assert [tuple(row[:4]) for row in found.rows] == [
        (2, "46", deck.Terms(12_000, first_increment=6, next_increment=6), "Sweden"),
        (
            3,
            "4670",
            deck.Terms(34_560, connection_fee=100_000, free_seconds=5, first_increment=60, next_increment=1),
            "Sweden Mobile",
        ),
    ]
    assert found.notes == [deck.Note("currency", "price", "USD")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_swedish_list_in_any_encoding(encoding):
    found = deck.read_deck(SWEDISH.encode(encoding))
    assert prices(found) == {"46": 120_000, "4670": 1_234_500_000, "45": 100_000}
    assert [row.row for row in found.rows] == [5, 6, 8]
    assert found.rows[2].destination == "Danmark – fast"
    assert found.rows[0].terms.connection_fee == 490_000
    assert found.rows[0].valid_from == datetime(2026, 3, 1)
    assert (found.table.header_row, found.table.delimiter, found.bad) == (4, ";", [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    lines = ["Prefix,Destination,Rate", '46,"Sweden; all | of it",0.1', "47,Norway,0.2"]
    found = deck.read_deck(text(*(line.replace(",", delimiter) for line in lines)))
    assert found.table.delimiter == delimiter
    assert prices(found) == {"46": 100_000, "47": 200_000}


def test_commas_of_decimals_do_not_pass_for_delimiters():
    found = deck.read_deck(text("Prefix;Rate", "46;0,12", "47;0,13"))
    assert (found.table.delimiter, prices(found)) == (";", {"46": 120_000, "47": 130_000})


def test_a_separator_line_is_obeyed_and_not_counted():
    found = deck.read_deck(b"sep=;\r\nPrefix;Rate\r\n46;0,12\r\n")
    assert (found.rows[0].row, prices(found)) == (2, {"46": 120_000})


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    found = deck.read_deck(text("Prefix,Destination,Rate", '46,"Sweden', 'all",0.1', "", "47,Norway,0.1"))
    assert [row.row for row in found.rows] == [2, 4]


def test_a_cell_too_many_is_a_fault_of_the_row_not_of_its_price():
    found = deck.read_deck(text("Prefix,Destination,Rate", "46,Sweden, mobile,0.1", "47,Norway,0.2,,"))
    assert faults(found) == [(2, "", "columns")]
    assert prices(found) == {"47": 200_000}


def test_a_binary_file_object_is_as_good_as_bytes():
    assert deck.read_deck(io.BytesIO(ASTPP)).rows == deck.read_deck(ASTPP).rows


def test_a_spreadsheet_has_typed_cells():
    data = xlsx(
        ["Rates of March"],
        [],
        ["Prefix", "Destination", "Rate", "Interval 1", "Interval N", "Effective Date"],
        [46, "Sweden", 0.1, 60, 1, datetime(2026, 3, 1)],
        [4670.0, "Sweden Mobile", 0.11499999999999999, 1.0, 1, "2026-04-01"],
        ["'=112", "SOS", "0,5", 1, 1, None],
        [0.5, "Half", 1, 1, 1, None],
    )
    found = deck.read_deck(data)
    assert prices(found) == {"46": 100_000, "4670": 115_000, "=112": 500_000}
    assert [row.row for row in found.rows] == [4, 5, 6]
    assert [row.valid_from for row in found.rows] == [datetime(2026, 3, 1), datetime(2026, 4, 1), None]
    assert faults(found) == [(7, "prefix", "not_digits")]
    assert (found.table.kind, found.table.sheet) == ("xlsx", "Rates")


def test_the_first_sheet_with_a_header_is_read_or_the_one_named():
    data = xlsx(
        sheets={
            "Cover": [["Dear customer"]],
            "A": [["Prefix", "Rate"], ["46", 0.1]],
            "B": [["Prefix", "Rate"], ["47", 0.2]],
        }
    )
    assert prices(deck.read_deck(data)) == {"46": 100_000}
    mapping = deck.Mapping({"prefix": "Prefix", "price": "Rate"}, sheet="B")
    assert prices(deck.read_deck(data, mapping)) == {"47": 200_000}
    mapping = deck.Mapping({"prefix": "Prefix", "price": "Rate"}, sheet="C")
    assert refused(data, mapping).found == ("Cover", "A", "B")


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_DOT_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "legacy_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x1f\x8b\x08\0", "archive"),
        (zipped(a="Prefix,Rate"), "archive"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (xlsx(["Prefix", "Rate"])[:-200], "damaged"),
        (b"%PDF-1.7", "binary"),
        (bytes(range(256)) * 10, "binary"),
        (b"\x01\x02\x03\x04" * 99, "binary"),
        (b"<html><table><tr><td>Prefix", "html"),
        (b'Prefix,Rate\n46,"0.1' + b"1" * 200_000, "quoting"),
        (b"Name,City\nAnna,Lund\n", "no_header"),
        (b"Prefix,Destination\n46,Sweden\n", "missing_columns"),
        (xlsx(["Name", "City"]), "no_header"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_deck_is_refused(data, reason):
    assert refused(data).reason == reason


def test_a_missing_field_is_told_with_what_there_is():
    refusal = refused(b"Prefix,Destination\n46,Sweden\n")
    assert (refusal.found, refusal.missing) == (("Prefix", "Destination"), ("price",))


def test_a_mapping_that_does_not_fit_is_told_column_by_column():
    mapping = deck.Mapping({"prefix": "Prefix", "price": "Rate", "connection_fee": "Fee", "destination": 9})
    assert refused(b"Prefix,Rate\n46,1\n", mapping).missing == ("connection_fee=Fee", "destination=9")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (deck.Limits(size=10), "too_large"),
        (deck.Limits(rows=2), "too_many_rows"),
    ],
)
def test_a_file_beyond_the_limits_is_refused(limits, reason):
    assert refused(ASTPP, limits=limits).reason == reason
    assert refused(io.BytesIO(ASTPP), limits=limits).reason == reason


def test_a_zip_bomb_is_refused_by_its_directory():
    data = zipped(**{"[Content_Types]_DOT_xml": "", "xl/worksheets/sheet1_DOT_xml": b"0" * 10_000_000})
    assert len(data) < 20_000
    assert refused(data, limits=deck.Limits(unpacked=1_000_000)).reason == "too_large"


def test_a_sheet_with_a_cell_far_to_the_right_is_refused():
    assert refused(xlsx(["Prefix", "Rate"], ["46", 1, *[None] * 600, "x"])).reason == "too_many_columns"


def test_a_sheet_with_a_row_far_below_is_refused():
    data = io.BytesIO(xlsx(["Prefix", "Rate"], ["46", 1]))
    with zipfile.ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="2"', b'<row r="9000000"').replace(b'2"', b'9000000"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refused(out.getvalue()).reason in ("too_many_rows", "damaged")
