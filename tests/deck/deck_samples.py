"""Decks as bytes, in the shapes that arrive."""

import io
from datetime import datetime
from typing import Any

import deck
import openpyxl

ASTPP = (
    b"Code,Destination,Connection Cost (USD),Grace Time,Cost / Min (USD),Initial Increment,Increment\n"
    b"46,Sweden,0.00000,0,0.01200,6,6\n"
    b"4670,Sweden Mobile,0.10000,5,0.03456,60,1\n"
)
# preamble, decimal comma, CP1252, semicolons, blank lines, a total
SWEDISH = (
    "Prislista för Öresund Telekom AB;;;;\r\n"
    "Giltig tills vidare;;;;\r\n"
    "\r\n"
    "Prefix;Land;Pris per minut;Öppningsavgift;Gäller från\r\n"
    "46;Sverige;0,12;0,49;2026-03-01\r\n"
    "4670;Sverige mobil;1.234,50;0,00;2026-03-01\r\n"
    "\r\n"
    "45;Danmark – fast;0,1;;2026-03-01\r\n"
)


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def xlsx(*rows: Any, sheets: dict[str, Any] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in (sheets or {"Rates": rows}).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*lines: str, **options: Any) -> deck.Deck:
    """A deck of these lines, with options of the mapping besides what is guessed."""
    data = text(*lines)
    found = deck.guess(deck.open_table(data).header)
    return deck.read_deck(data, deck.Mapping.from_dict({**found.to_dict(), **options}))


def prices(found: deck.Deck) -> dict[str, int]:
    return {row.prefix: row.terms.price for row in found.rows}


def faults(found: deck.Deck) -> list[tuple[int, str, str]]:
    return [(bad.row, bad.field, bad.reason) for bad in found.bad]


def known(prefix: str, price: int, id_: int = 1, **more: Any) -> deck.Known:
    """A price that we have; `since` and `until` are days of 2026 as (month, day)."""
    times = {"valid_from": day(more.pop("since", None)), "valid_to": day(more.pop("until", None))}
    labels = {name: more.pop(name) for name in ("destination", "destination_class", "caller_class") if name in more}
    return deck.Known(id_, prefix, deck.Terms(price, **more), **labels, **times)


def day(month_and_day: tuple[int, int] | None) -> datetime | None:
    return None if month_and_day is None else datetime(2026, *month_and_day)
