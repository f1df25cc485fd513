"""What a customer chose among the calls, as it stands in an address. Pure: texts in, values out.

Nobody's texts are trusted: what cannot be read is a mistake to be told, and no condition.

>>> choice = read_choice({"from": "2026-11-01", "cost_from": "0,50", "to": "soon", "nothing": "of ours"})
>>> choice.begin, choice.low, choice.mistakes
(datetime.date(2026, 11, 1), 500000, ('to',))
>>> choice.typed
{'from': '2026-11-01', 'to': 'soon', 'cost_from': '0,50'}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: names in the address, in the order of the form; all others are ignored
NAMES = (
    *("from", "to", "number", "search", "side", "destination", "direction", "service", "campaign"),
    *("cost_from", "cost_to"),
)
SIDES, DIRECTIONS, SERVICES = ("from", "to"), ("in", "out"), ("voice", "message", "data", "agent")
#: texts are not longer than this
LONGEST = 60
#: years with calls, and with room for time zones
YEARS = range(1990, 2200)
AMOUNT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Choice:
    """Conditions; None or "" is none.

    :ivar begin: first day; :ivar end: last day, both on the customer's calendar
    :ivar number, campaign: ids, whosever they are
    :ivar low, high: micro-units
    :ivar search: a number or part of it; :ivar side: of which end of the call, "" for either
    :ivar mistakes: names of what could not be read
    :ivar typed: what was typed, for the form and for addresses of the same choice
    """

    begin: date | None = None
    end: date | None = None
    number: int | None = None
    search: str = ""
    side: str = ""
    destination: str = ""
    direction: str = ""
    service: str = ""
    campaign: int | None = None
    low: int | None = None
    high: int | None = None
    mistakes: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether calls of the chosen days may be left out, so that many may have to be read to find a few."""
        words = (self.search, self.destination, self.direction, self.service)
        return any(words) or any(value is not None for value in (self.number, self.campaign, self.low, self.high))


def read_choice(args: Mapping[str, str]) -> Choice:
    """:param args: the query of an address, from anybody"""
    typed = {name: text for name in NAMES if (text := clean(args.get(name)))}
    mistakes: list[str] = []

    def read(name, reader):
        if name not in typed:
            return None
        value = reader(typed[name])
        if value is None:
            mistakes.append(name)
        return value

    found = {
        "begin": read("from", _day),
        "end": read("to", _day),
        "number": read("number", _whole),
        "campaign": read("campaign", _whole),
        "low": read("cost_from", _micro),
        "high": read("cost_to", _micro),
        "direction": read("direction", lambda text: text if text in DIRECTIONS else None) or "",
        "service": read("service", lambda text: text if text in SERVICES else None) or "",
        # without a side both are looked at
        "side": typed.get("side", "") if typed.get("side") in SIDES else "",
    }
    for low, high, name in (("begin", "end", "to"), ("low", "high", "cost_to")):
        if found[low] is not None and found[high] is not None and found[low] > found[high]:
            mistakes.append(name)
            found[high] = None
    words = {name: typed.get(name, "") for name in ("search", "destination")}
    return Choice(**found, **words, mistakes=tuple(mistakes), typed=typed)


def clean(text: str | None) -> str:
    """A text in one line, without what no database takes."""
    return "".join(letter for letter in str(text or "")[: 2 * LONGEST] if letter.isprintable()).strip()[:LONGEST]


def _day(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _micro(text: str) -> int | None:
    text = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not AMOUNT.fullmatch(text):
        return None
    whole, _point, rest = text.replace(",", ".").partition(".")
    return int(whole) * 1_000_000 + int(rest.ljust(6, "0"))
