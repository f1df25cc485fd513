"""A register of subscribers as a CSV file: one subscriber a line, under a header that names the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .model import Listing
from .numbers import Region
from .text import FALSE, LONGEST, TRUE, plain

#: column headers of each field, without blanks and signs, in small letters
HEADERS: Final = {
    "number": ("number", "phone", "phonenumber", "telephone", "telefon", "telefonnummer", "nummer", "msisdn"),
    "name": ("name", "namn", "displayname", "subscriber", "abonnent", "fullname"),
    "street": ("street", "address", "gata", "gatuadress", "adress", "streetaddress", "postadress"),
    "zip": ("zip", "zipcode", "postcode", "postalcode", "postnummer", "postnr"),
    "city": ("city", "town", "ort", "postort", "stad"),
    "country": ("country", "countrycode", "land", "landskod"),
    "org_number": ("orgnumber", "organisationnumber", "organisationsnummer", "orgnr", "orgno", "companyregistry"),
    "kind": ("kind", "type", "typ", "company", "iscompany", "företag"),
    "secret": ("secret", "hemlig", "hemligt", "protected", "unlisted", "skyddad"),
}
DELIMITERS: Final = (";", "\t", ",", "|")
COMPANY: Final = frozenset({"company", "business", "organisation", "organization", "företag", "bolag", "c"}) | TRUE
PERSON: Final = frozenset({"person", "consumer", "privat", "privatperson", "p"}) | FALSE
COUNTRY: Final = re.compile("[A-Za-z]{2}")
SAMPLE: Final = 65_536


class RegisterRefused(Exception):
    """The file is of no use. `reason`: empty, binary, header (no line names a number and a name) or encoding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Layout(NamedTuple):
    """How a register is written.

    :ivar columns: the place of each field that is there, from 0
    :ivar width: columns of the header; :ivar ignored: headers that mean nothing to us
    """

    encoding: str
    delimiter: str
    columns: dict[str, int]
    width: int
    ignored: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A subscriber. `line`: its number in the file, from 1."""

    line: int
    number: str
    listing: Listing


class BadLine(NamedTuple):
    """A line that is left out.

    :ivar field: of `HEADERS`, or "" for the line as a whole
    :ivar reason: missing, number, too_long, country, yes_no, kind, columns, quote or encoding
    """

    line: int
    field: str
    value: str
    reason: str


def look(sample: bytes) -> Layout:
    """How the file is written.

    :param sample: its beginning, some 64 kB
    :raise RegisterRefused: it is no register
    """
    if not sample.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise RegisterRefused("empty")
    encoding = _encoding(sample)
    first = sample.decode(encoding, "ignore").removeprefix("\ufeff").lstrip("\r\n").splitlines()[0]
    for delimiter in DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        columns = _columns(cells)
        if "number" in columns and ("name" in columns or "secret" in columns):
            known = set(columns.values())
            ignored = tuple(cell for place, cell in enumerate(cells) if place not in known and cell.strip())
            return Layout(encoding, delimiter, columns, len(cells), ignored)
    raise RegisterRefused("header")


def _encoding(sample: bytes) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in sample or sample.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF")):
        raise RegisterRefused("binary")
    try:
        sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _columns(cells: Iterable[str]) -> dict[str, int]:
    names = [re.sub(r"[\W_]+", "", cell).casefold() for cell in cells]
    found = {}
    for field, words in HEADERS.items():
        places = [names.index(word) for word in words if word in names]
        if places:
            found[field] = places[0]
    return found


def entries(lines: Iterable[str], layout: Layout, region: str) -> Iterator[Entry | BadLine]:
    """Every line that is not empty, as what it says or as the first thing that is wrong with it.

    :param lines: of the file, header included; undecodable bytes as lone surrogates
    :param region: ISO code of the country whose national numbers the file has, and of addresses without country
    """
    reader = _Reader(layout, region)
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n").removeprefix("\ufeff")
        if not text.strip():
            continue
        if not reader.begun:
            reader.begun = True  # the header
            continue
        yield reader.outcome(number, text)


class _Reader:
    def __init__(self, layout: Layout, region: str) -> None:
        self.layout = layout
        self.region = Region(region)
        self.country = region.upper()
        self.begun = False

    def outcome(self, line: int, text: str) -> Entry | BadLine:
        try:
            text.encode()
        except UnicodeEncodeError:
            return BadLine(line, "", "", "encoding")
        cells = self._cells(text)
        if cells is None:
            return BadLine(line, "", plain(text, 60), "quote")
        if len(cells) > self.layout.width and any(cell.strip() for cell in cells[self.layout.width :]):
            return BadLine(line, "", plain(text, 60), "columns")
        values = {
            field: plain(cells[place], LONGEST + 1)
            for field, place in self.layout.columns.items()
            if place < len(cells)
        }
        if bad := self._fault(values):
            return BadLine(line, bad[0], values.get(bad[0], "")[:60], bad[1])
        return Entry(line, self.region.e164(values["number"]), self._listing(values))

    def _cells(self, text: str) -> list[str] | None:
        """The cells of a line; None if a quote is not closed in it."""
        if '"' not in text:
            return text.split(self.layout.delimiter)
        try:
            return next(csv.reader([text], delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            return None

    def _fault(self, values: dict[str, str]) -> tuple[str, str] | None:
        """The first field that is wrong, and why."""
        if not values.get("number"):
            return "number", "missing"
        if not self.region.e164(values["number"]):
            return "number", "number"
        for field, value in values.items():
            if len(value) > LONGEST:
                return field, "too_long"
        if values.get("country") and not COUNTRY.fullmatch(values["country"]):
            return "country", "country"
        if values.get("secret", "").casefold() not in TRUE | FALSE:
            return "secret", "yes_no"
        if values.get("kind", "").casefold() not in COMPANY | PERSON:
            return "kind", "kind"
        secret = values.get("secret", "").casefold() in TRUE
        return None if values.get("name") or secret else ("name", "missing")

    def _listing(self, values: dict[str, str]) -> Listing:
        kind = values.get("kind", "").casefold()
        company = kind in COMPANY or (not kind and bool(values.get("org_number")))
        return Listing(
            name=values.get("name", ""),
            street=values.get("street", ""),
            zip=values.get("zip", ""),
            city=values.get("city", ""),
            country=values.get("country", "").upper() or self.country,
            org_number=values.get("org_number", ""),
            kind="company" if company else "person",
            secret=values.get("secret", "").casefold() in TRUE,
        )
