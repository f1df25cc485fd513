"""What a service tells us: payments, reminders, write-offs and lists of balances, as JSON or CSV.

Each message stands for itself: what is wrong with one is told with its line and field, and the others are good.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

#: the fields of each kind of message that must be there, and those that may
NEEDED = {
    "payment": ("id", "invoice", "amount", "currency", "date"),
    "reminder": ("id", "invoice", "date"),
    "write_off": ("id", "invoice", "amount", "currency", "date"),
    "balances": ("id", "date"),
}
ALLOWED = {
    "payment": ("customer_number", "reference", "text"),
    "reminder": ("customer_number", "level", "fee", "currency", "text"),
    "write_off": ("customer_number", "text"),
    "balances": ("items", "text"),
}
ITEM = ("invoice", "amount", "currency")
#: reasons of a `Fault`
FAULTS = ("form", "kind", "missing", "unknown", "amount", "sign", "date", "currency", "level", "long")
#: messages in a file or a request, items in a list of balances, and letters in a field
MOST, MOST_ITEMS, LONGEST = 10_000, 100_000, 200
_AMOUNT = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,6}))?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


class Unreadable(ValueError):
    """Not one message can be told from it. `reason`: json, encoding, columns, empty or many."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Fault(NamedTuple):
    """What is wrong; `field` is "" where it is the message as a whole, `value` as it came, cut."""

    line: int
    field: str
    reason: str
    value: str = ""


class Item(NamedTuple):
    """What is open on an invoice, as the service has it: micro-units, below 0 for credit."""

    invoice: str
    amount: int
    currency: str


class Message(NamedTuple):
    """A good message. `amount` and `fee` are micro-units; `items` are of a list of balances."""

    kind: str
    key: str
    invoice: str
    customer_number: str
    amount: int
    fee: int
    currency: str
    day: date
    level: int
    reference: str
    text: str
    items: tuple[Item, ...]


class Received(NamedTuple):
    """One message as it came: `line` in a file of CSV, its place from 1 in JSON.

    :ivar fields: what it said, as text
    :ivar message: None if there are faults
    """

    line: int
    fields: dict[str, str]
    message: Message | None
    faults: tuple[Fault, ...]


def read_json(body: bytes) -> list[Received]:
    """One message, or a list of them, or `{"messages": [...]}`.

    :raise Unreadable: it is something else
    """
    try:
        given = json.loads(body, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
    if isinstance(given, dict) and set(given) == {"messages"}:
        given = given["messages"]
    given = [given] if isinstance(given, dict) else given
    if not isinstance(given, list):
        raise Unreadable("json")
    _counted(given)
    return [_received(line, one) for line, one in enumerate(given, 1)]


def read_csv(body: bytes) -> list[Received]:
    """A header with names of fields, and a line for each message; lists of balances have one for each item.

    :raise Unreadable: it has no such header, or is no text in UTF-8
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if header.count(";") > header.count(",") else ",")
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise Unreadable("columns") from error
    names = [name.strip().lower() for name in rows[0][1]] if rows else []
    if "type" not in names or "id" not in names or len(set(names)) < len(names):
        raise Unreadable("columns")
    _counted(rows[1:], MOST_ITEMS)
    # a list of balances is whole when the last line was read
    return [_received(line, one) for line, one in list(_joined(names, rows[1:]))]


def read_items(text: str) -> tuple[Item, ...]:
    """The items of a good list of balances, from what `Received.fields` has under "items"."""
    reading = _Reading(0, {"items": json.loads(text, parse_float=str, parse_int=str)})
    return tuple(reading._items())


def _counted(given: list[object] | list[tuple[int, list[str]]], most: int = MOST) -> None:
    if not given:
        raise Unreadable("empty")
    if len(given) > most:
        raise Unreadable("many")


def _joined(names: list[str], rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, object]]:
    """The messages of a table: its lines of balances with the same id are one."""
    lists: dict[str, dict[str, object]] = {}
    for line, row in rows:
        if len(row) > len(names):
            yield line, ";".join(row)
            continue
        given = {name: value.strip() for name, value in zip(names, row, strict=False) if value.strip()}
        if given.get("type") != "balances" or "id" not in given:
            yield line, given
            continue
        item = {name: given.pop(name) for name in ITEM if name in given}
        if given["id"] in lists:
            items = lists[given["id"]]["items"]
            assert isinstance(items, list)
            items.append(item)
        else:
            lists[given["id"]] = {**given, "items": [item] if item else []}
            yield line, lists[given["id"]]


def _received(line: int, given: object) -> Received:
    if not isinstance(given, dict):
        return Received(line, {"": _shown(given)}, None, (Fault(line, "", "form", _shown(given)),))
    fields = {_shown(name)[:LONGEST]: _shown(value) for name, value in given.items()}
    kind = fields.get("type", "")
    if kind not in NEEDED:
        return Received(line, fields, None, (_kind_fault(line, kind),))
    reading = _Reading(line, {name: value for name, value in given.items() if value not in ("", None)})
    message = reading.message(kind)
    return Received(line, fields, None if reading.faults else message, tuple(reading.faults))


def _kind_fault(line: int, kind: str) -> Fault:
    return Fault(line, "type", "kind" if kind else "missing", kind[:LONGEST])


def _shown(value: object) -> str:
    """A value as text that can be kept and shown anywhere."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None  # there is no such day


class _Reading:
    """Reads the fields of one message and notes what is wrong with them."""

    def __init__(self, line: int, given: dict[str, object]):
        self.line, self.given = line, given
        self.faults: list[Fault] = []

    def message(self, kind: str) -> Message:
        for name in NEEDED[kind]:
            if name not in self.given:
                self._fault(name, "missing")
        for name in self.given.keys() - {"type", *NEEDED[kind], *ALLOWED[kind]}:
            self._fault(_shown(name)[:LONGEST], "unknown")
        return Message(
            kind=kind,
            key=self._text("id"),
            invoice=self._text("invoice"),
            customer_number=self._text("customer_number"),
            amount=self._amount("amount", self.given, least=1),
            fee=self._amount("fee", self.given, least=0),
            currency=self._currency(self.given),
            day=self._day(),
            level=self._level(),
            reference=self._text("reference"),
            text=self._text("text"),
            items=tuple(self._items()) if kind == "balances" else (),
        )

    def _fault(self, field: str, reason: str, value: object = "") -> None:
        self.faults.append(Fault(self.line, field, reason, _shown(value)[:LONGEST]))

    def _text(self, name: str, given: dict[str, object] | None = None, shown: str = "") -> str:
        value = (self.given if given is None else given).get(name, "")
        if not isinstance(value, str) or not value.isprintable():
            self._fault(shown or name, "form", value)
            return ""
        if len(value) > LONGEST:
            self._fault(shown or name, "long", value)
        return value.strip()

    def _amount(self, name: str, given: dict[str, object], shown: str = "", least: int | None = None) -> int:
        if name not in given:
            return 0
        text = self._text(name, given, shown)
        match = _AMOUNT.fullmatch(text)
        if not match:
            self._fault(shown or name, "amount", given[name])
            return 0
        value = int(match[2]) * 1_000_000 + int((match[3] or "").ljust(6, "0"))
        value = -value if match[1] else value
        if least is not None and value < least:
            self._fault(shown or name, "sign", text)
        return value

    def _currency(self, given: dict[str, object], shown: str = "") -> str:
        text = self._text("currency", given, shown)
        if text and not _CURRENCY.fullmatch(text):
            self._fault(shown or "currency", "currency", text)
        return text

    def _day(self) -> date:
        text = self._text("date")
        day = _day_of(text)
        if text and not day:
            self._fault("date", "date", text)
        return day or date.min

    def _level(self) -> int:
        text = self._text("level")
        if text and not re.fullmatch("[0-9]{1,2}", text, re.ASCII):
            self._fault("level", "level", text)
            return 0
        return int(text or 0)

    def _items(self) -> Iterator[Item]:
        items = self.given.get("items", [])
        if not isinstance(items, list) or len(items) > MOST_ITEMS:
            self._fault("items", "form", "")
            return
        for place, item in enumerate(items, 1):
            where = f"items[{place}]"
            if not isinstance(item, dict) or item.keys() != set(ITEM):
                self._fault(where, "form", item)
                continue
            yield Item(
                self._text("invoice", item, f"{where}.invoice"),
                self._amount("amount", item, f"{where}.amount"),
                self._currency(item, f"{where}.currency"),
            )
