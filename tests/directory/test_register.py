"""Registers from files: what is read, and what is wrong with a line."""

import pytest
from directory import BadLine, Entry, Listing, RegisterRefused, entries, look
from hypothesis import given
from hypothesis import strategies as st

HEADER = "Telefonnummer;Namn;Gatuadress;Postnr;Ort;Hemlig\n"


def read(text, region="SE"):
    return list(entries(text.splitlines(keepends=True), look(text.encode()), region))


def test_a_swedish_register():
    assert read(HEADER + "070-174 06 05;Anna Berg;Storgatan 3;111 20;Stockholm;nej\n") == [
        Entry(2, "+46701740605", Listing("Anna Berg", "Storgatan 3", "111 20", "Stockholm", "SE", kind="person"))
    ]


def test_columns_in_any_order_and_of_any_name():
    text = 'name,company,phone,country,orgNumber,extra\n"Bygg, Berg AB",yes,+4722334455,no,559,x\n'
    assert look(text.encode()).ignored == ("extra",)
    listing = Listing("Bygg, Berg AB", country="NO", org_number="559", kind="company")
    assert read(text) == [Entry(2, "+4722334455", listing)]


def test_a_secret_subscriber_needs_no_name():
    (entry,) = read(HEADER + "0701740606;;;;;ja\n")
    assert entry.listing.secret


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (";Anna;;;;", "number", "missing"),
        ("12;Anna;;;;", "number", "number"),
        ("0701740605;;;;;", "name", "missing"),
        (f"0701740605;{'x' * 201};;;;", "name", "too_long"),
        ("0701740605;Anna;;;;kanske", "secret", "yes_no"),
        ("0701740605;Anna;;;;nej;more", "", "columns"),
        ('0701740605;"Anna;;;;nej', "", "quote"),
        ("0701740605;An\udcffna;;;;nej", "", "encoding"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(line, field, reason):
    layout = look(HEADER.encode())
    good = "0701740607;Olle;;;;nej"
    found = list(entries([HEADER, line, "", good], layout, "SE"))
    assert (found[0].line, found[0].field, found[0].reason) == (2, field, reason)
    assert isinstance(found[0], BadLine)
    assert (found[1].line, found[1].number) == (4, "+46701740607")


def test_other_countries_and_kinds_are_checked():
    text = "number;name;country;kind\n0701740605;Anna;Sverige;\n0701740605;Anna;se;alien\n"
    assert [(bad.line, bad.reason) for bad in read(text)] == [(2, "country"), (3, "kind")]


@pytest.mark.parametrize(
    ("sample", "reason"),
    [(b"", "empty"), (b"PK\x03\x04", "binary"), (b"\x00\x01", "binary"), (b"a;b\n1;2\n", "header")],
)
def test_what_is_no_register_is_refused(sample, reason):
    with pytest.raises(RegisterRefused) as caught:
        look(sample)
    assert caught.value.reason == reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_found(encoding):
    text = HEADER + "0701740605;Åsa Öberg;;;;\n"
    found = look(text.encode(encoding)).encoding
    assert "Åsa" in text.encode(encoding).decode(found)


@given(st.lists(st.text(alphabet='0167+;"åx \n\t\0', max_size=40), max_size=8))
def test_every_line_is_accounted_for_once(lines):
    layout = look(HEADER.encode())
    flat = [line.replace("\n", "") for line in lines]
    found = list(entries([HEADER, *flat], layout, "SE"))
    assert [item.line for item in found] == [place for place, line in enumerate(flat, 2) if line.strip()]
