"""A first mapping from the headers of a file; a person confirms it, and it is remembered.

>>> guess(["Code", "Destination", "Connection Cost (USD)", "Cost / Min (USD)", "Increment"]).columns["price"]
'Cost / Min (USD)'
>>> guess(["Riktnummer", "Land", "Pris per minut", "Natt"], known_bands=["Natt"]).columns["price:Natt"]
'Natt'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .currency import CODES
from .mapping import BAND, FIELDS, Mapping, normal
from .vocabulary import AREA, AROUND_BAND, COUNTRY, HEADERS, PER_SECOND, PREFIX

SILENT: Final = {code.casefold() for code in CODES} - {"all", "try", "top"} | {"in", "kr"}
"""Words in a header that do not change what it means: currencies."""


def guess(header: Sequence[str], known_bands: Iterable[str] = ()) -> Mapping:
    """The mapping that the texts of a header row suggest; fields without a likely column are left out.

    :param known_bands: names of the time bands that there are; a column that names one holds the price in it
    """
    found = _Header(header)
    columns = found.prefix()
    bands = found.bands(known_bands)
    for name, words in HEADERS.items():
        position = found.take((normal(name), *words))
        if position is not None:
            columns[name] = position
    if ("next_increment" in columns) != ("first_increment" in columns) and "increments" not in columns:
        # one column of blocks holds for the first one and for those after it
        columns["increments"] = columns.pop("next_increment" if "next_increment" in columns else "first_increment")
    price_per = 60
    if "price" not in columns and (position := found.take(PER_SECOND)) is not None:
        columns["price"], price_per = position, 1
    named = {name: found.column(position) for name, position in (columns | bands).items()}
    ours = sum(text.strip() in FIELDS for text in header) > 4
    swedish = "country_code" in columns and found.words[columns.get("prefix", 0)].startswith("rikt")
    return Mapping(
        {name: named[name] for name in sorted(named, key=_place)},
        price_per=price_per,
        trunk_zero="strip" if swedish else "refuse",
        end_day="after" if ours else "last",
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row looks like a deck's header: it names a prefix, and something else that decks have."""
    found = _Header(cells)
    columns = found.prefix()
    others = (*HEADERS.values(), PER_SECOND)
    return bool(columns) and any(found.take(words) is not None for words in others)


class _Header:
    """The texts of a header row, and which of them are taken."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words = [_meaning(text) for text in texts]
        self.free = {position for position, word in enumerate(self.words) if word}

    def take(self, words: Iterable[str]) -> int | None:
        """The position of the column called by the first of these words that there is."""
        for word in words:
            for position in sorted(self.free):
                if self.words[position] == word:
                    self.free.discard(position)
                    return position
        return None

    def prefix(self) -> dict[str, int]:
        """The column of prefixes, or those of country and area codes."""
        whole = self.take(PREFIX)
        if whole is not None:
            return {"prefix": whole}
        country, area = self.take(COUNTRY), self.take(AREA)
        if country is not None and area is not None:
            return {"country_code": country, "prefix": area}
        only = area if area is not None else country
        return {} if only is None else {"prefix": only}

    def bands(self, known: Iterable[str]) -> dict[str, int]:
        """The prices in time bands: ``price:`` and whatever follows, and columns with a band's name."""
        known = list(known)
        names = {normal(name): name for name in known}
        columns = {}
        for position in sorted(self.free):
            text = self.texts[position].strip()
            if text.casefold().startswith(BAND) and len(text) > len(BAND):
                name = text[len(BAND) :].strip()
                columns[BAND + (name if name in known else names.get(normal(name), name))] = position
        self.free -= set(columns.values())
        for word, name in names.items():
            position_ = (
                self.take(pattern.format(word) for pattern in AROUND_BAND) if BAND + name not in columns else None
            )
            if position_ is not None:
                columns[BAND + name] = position_
        return columns

    def column(self, position: int) -> str | int:
        """A column's text, or its position when the text is not its alone."""
        text = self.texts[position]
        same = [other for other in self.texts if normal(other) == normal(text)]
        return text if len(same) == 1 and normal(text) else position + 1


def _meaning(text: str) -> str:
    """A header's text without what does not matter; the sign of an own band column is no word."""
    words = normal(text).split()
    kept = [word for word in words if word not in SILENT]
    return " ".join(kept or words)


def _place(name: str) -> tuple[int, str]:
    return (FIELDS.index(name) if name in FIELDS else len(FIELDS), name)
