"""Pages of a long list by the key of their first or last row, so that the thousandth costs what the first costs.

A place in a list is a text for the address, `>2026-11-22T05:00:00~17`: after (`>`) or before (`<`) the row with these
values. Texts that are none, or that somebody made up, are the first page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from odoo.fields import Domain

#: a place is not longer than this
LONGEST = 100


@dataclass(frozen=True)
class Page:
    """Some rows of a list.

    :param rows: recordset, in the list's order
    :param newer: the place of the page before, None on the first one
    :param older: the place of the page after, None on the last one
    """

    rows: Any
    newer: str | None
    older: str | None


def read_page(model, domain, fields, place, size):
    """One page of the records in `domain`, by `fields` descending.

    :param model: records to search, with the rights to use
    :param fields: names of stored fields that are never empty (Datetime, Date or Integer); the last is unique
    :param place: as it came in the address, maybe None or nonsense
    :rtype: Page
    """
    forward, values = read_place(model, fields, place)
    domain = Domain(domain) & (_beyond(fields, values, forward) if values else Domain.TRUE)
    way = "desc" if forward else "asc"
    rows = model.search(domain, order=", ".join(f"{name} {way}" for name in fields), limit=size + 1)
    more, rows = len(rows) > size, rows[:size]
    if not forward:
        rows = rows[::-1]
    if not rows:
        return Page(rows, None, None)
    has_newer, has_older = (bool(values), more) if forward else (more, True)
    newer = write_place(rows[0], fields, "<") if has_newer else None
    older = write_place(rows[-1], fields, ">") if has_older else None
    return Page(rows, newer, older)


def write_place(row, fields, sign):
    """The place before (`<`) or after (`>`) a row, for an address."""
    values = (row[name] for name in fields)
    return sign + "~".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)


def read_place(model, fields, place):
    """:return: (whether forward, values of `fields` or None for the first page)"""
    place = place or ""
    parts = place[1:].split("~")
    if place[:1] not in ("<", ">") or len(place) > LONGEST or len(parts) != len(fields):
        return True, None
    try:
        values = [_read_value(model._fields[name].type, part) for name, part in zip(fields, parts, strict=True)]
    except ValueError:
        return True, None
    return place[0] == ">", values


def _read_value(kind, text):
    """:raise ValueError: it is none"""
    if kind == "datetime":
        value = datetime.fromisoformat(text)
        if value.tzinfo:
            raise ValueError(text)
        return value
    if kind == "date":
        return date.fromisoformat(text)
    value = int(text)
    if abs(value) >= 2**63 or not text.isascii():
        raise ValueError(text)
    return value


def _beyond(fields, values, forward):
    """Rows that come after the one with these values; the first condition is what an index is read by."""
    strict, loose = ("<", "<=") if forward else (">", ">=")
    name, value = fields[0], values[0]
    if len(fields) == 1:
        return Domain(name, strict, value)
    rest = _beyond(fields[1:], values[1:], forward)
    return Domain(name, loose, value) & (Domain(name, strict, value) | rest)


def place_url(url, args, place):
    """The address of the page at `place`, with the same filters.

    :param dict args: what else stands in the query; empty values are left out
    """
    return f"{url}?{urlencode({**{key: value for key, value in args.items() if value}, 'place': place})}"
