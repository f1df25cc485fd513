"""A first mapping for a file of columns, from its headings and first rows; a person corrects it.

>>> found = guess([["Datum", "Tid", "Från", "Till", "Samtalstid"],
...                ["2026-11-22", "03:22:52", "0812345678", "0701110001", "00:01:08"]])
>>> found.columns, found.length, found.header
({'a_number': [2], 'b_number': [3], 'talk': [4], 'start': [0, 1]}, 'clock', True)
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from .clock import wall_time
from .fields import BadField
from .guess_words import HEADINGS, WORDS

DELIMITERS: Final = (";", "\t", "|", ",")
CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?: ?[ap]m)?", re.ASCII | re.IGNORECASE)
VALUE: Final = re.compile(r"[-+()\d\s:./,]*\d[-+()\d\s:./,]*", re.ASCII)
EPOCH: Final = re.compile(r"\d{9,10}(?:\.\d+)?", re.ASCII)
#: forms of dates that `auto` does not read, the likelier first
DATES: Final = (
    *("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%Y/%m/%d %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M"),
    *("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%S", "%Y%m%d %H:%M:%S"),
    *("%d-%b-%Y %H:%M:%S", "%d %b %Y %H:%M:%S", "%y%m%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"),
)


class Guess(NamedTuple):
    """:ivar columns: by field the places of its columns, from 0; :ivar date, length, decimal: as a mapping has them
    :ivar dispositions: by outcome the words for it that were seen
    """

    columns: dict[str, list[int]]
    header: bool
    date: str
    length: str
    decimal: str
    dispositions: dict[str, list[str]]


def guess(rows: Sequence[Sequence[str]]) -> Guess:
    """What the first rows of a file suggest; fields without a likely column are left out.

    :param rows: cells, the heading's first if there is one
    """
    header = bool(rows) and not any(VALUE.fullmatch(cell.strip()) for cell in rows[0])
    body = rows[1:] if header else rows
    found = _Headings(rows[0]) if header else _Headings(())
    columns = {
        field: [place]
        for field in ("identity", "a_number", "b_number", "end", "talk", "disposition")
        if (place := found.take(field)) is not None
    }
    if start := _start(found, body):
        columns["start"] = start
    minutes = None if "talk" in columns else found.take("minutes")
    duration = found.take("duration")
    if minutes is not None:
        columns["talk"] = [minutes]
    if duration is not None:
        columns["duration" if "talk" in columns else "talk"] = [duration]
    for field in ("account_code", "trunk", "agent", "queue"):
        if (place := found.take(field)) is not None:
            columns[field] = [place]
    talk = _values(body, columns.get("talk", []))
    return Guess(
        columns,
        header,
        date=_date(_values(body, columns.get("start", []))),
        length="minutes" if minutes is not None else "clock" if any(":" in text for text in talk) else "seconds",
        decimal="," if any("," in text for text in talk) else ".",
        dispositions=_dispositions(_values(body, columns.get("disposition", []))),
    )


def guess_delimiter(lines: Iterable[str]) -> str:
    """What stands between the cells: under it most lines have the same, large number of them."""
    known = list(lines)
    return max(DELIMITERS, key=lambda delimiter: _score(known, delimiter))


def _score(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


class _Headings:
    """The words of a header, and which of them are taken."""

    def __init__(self, header: Sequence[str]) -> None:
        self._free = {place: _plain(text) for place, text in enumerate(header)}

    def take(self, field: str) -> int | None:
        """The place of the column called by the likeliest of the field's words."""
        place = self.find(field)
        if place is not None:
            del self._free[place]
        return place

    def find(self, field: str) -> int | None:
        for word in HEADINGS[field]:
            for place, text in self._free.items():
                if text == word:
                    return place
        return None


def _start(found: _Headings, body: Sequence[Sequence[str]]) -> list[int]:
    """The column of the start; two where one has the date and another the time."""
    start, date = found.take("start"), found.find("date")
    if start is not None and (date is None or not _is_clock(body, start)):
        return [start]
    date = found.take("date")
    time = start if start is not None else found.take("time")
    return [place for place in (date, time) if place is not None]


def _is_clock(body: Sequence[Sequence[str]], place: int) -> bool:
    texts = _values(body, [place])
    return bool(texts) and all(CLOCK.fullmatch(text) for text in texts)


def _values(body: Sequence[Sequence[str]], places: list[int]) -> list[str]:
    """The texts in these columns, joined row by row; nothing of rows that are too short or empty there."""
    rows = [row for row in body if places and len(row) > max(places)]
    return [text for row in rows if (text := " ".join(row[place].strip() for place in places).strip())]


def _date(texts: list[str]) -> str:
    if texts and all(EPOCH.fullmatch(text) for text in texts):
        return "epoch"
    if all(_is_auto(text.replace(" 00:00:00 ", " ")) for text in texts):
        return "auto"
    return next((form for form in DATES if all(_fits(text, form) for text in texts)), "auto")


def _is_auto(text: str) -> bool:
    try:
        wall_time(text, "start")
    except BadField:
        return False
    return True


def _fits(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def _dispositions(texts: list[str]) -> dict[str, list[str]]:
    seen = sorted({text.strip().lower() for text in texts})
    found = {outcome: [text for text in seen if _plain(text) in words] for outcome, words in WORDS.items()}
    return {outcome: said for outcome, said in found.items() if said}


def _plain(text: str) -> str:
    """A heading without what people write differently: case, punctuation, blanks."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))
