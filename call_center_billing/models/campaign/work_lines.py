"""A file of work done for campaigns, read line by line: what it says, or which line, which field and why not."""

import csv
import io
from datetime import date
from typing import NamedTuple

#: names that columns go by, the first is ours
COLUMNS = {
    "day": ("day", "date", "dag", "datum"),
    "campaign": ("campaign", "campaign code", "account code", "kampanj"),
    "client": ("client", "customer", "kund"),
    "agent": ("agent", "user"),
    "kind": ("kind", "type", "slag", "typ"),
    "quantity": ("quantity", "count", "antal"),
    "note": ("note", "anteckning"),
}
NEEDED = ("day", "campaign", "kind", "quantity")
#: a count beyond is a mistake
LARGEST = 1_000_000
LONGEST = 200
#: lines of a file
MOST = 100_000


class Entry(NamedTuple):
    """A line that can be read."""

    line: int
    day: date
    campaign: str
    client: str
    agent: str
    kind: str
    quantity: int
    note: str


class Fault(NamedTuple):
    """A line that cannot: the field (a key of COLUMNS, or "") with its value, and the reason."""

    line: int
    field: str
    reason: str
    value: str


class Unreadable(Exception):
    """The file as a whole cannot be read: 'encoding', 'header' (with the columns missing), 'empty' or 'size'."""

    def __init__(self, reason, value=""):
        super().__init__(reason)
        self.reason, self.value = reason, value


def read(data, kinds):
    """Every line as an `Entry` or a `Fault`; lines without any value are passed over.

    :param bytes data: CSV in UTF-8 with a header; commas, semicolons or tabs
    :param dict kinds: {name in lower case: kind}
    :raise Unreadable: nothing of it can be read
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", str(data[: error.start].count(b"\n") + 1)) from error
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        places = _places(next(rows, []))
        found = []
        for cells in rows:
            if any(cell.strip() for cell in cells):
                found.append(_entry(rows.line_num, cells, places, kinds))
            if len(found) > MOST:
                raise Unreadable("size", str(MOST))
    except csv.Error as error:
        raise Unreadable("csv", str(rows.line_num)) from error
    if not found:
        raise Unreadable("empty")
    return found


def _places(header):
    """Where each column is."""
    names = [" ".join(name.lower().split()) for name in header]
    places = {
        field: next(index for index, name in enumerate(names) if name in known)
        for field, known in COLUMNS.items()
        if any(name in known for name in names)
    }
    if missing := [field for field in NEEDED if field not in places]:
        raise Unreadable("header", ", ".join(missing))
    return places


def _entry(line, cells, places, kinds):
    values = {field: cells[place].strip() if place < len(cells) else "" for field, place in places.items()}
    for field in NEEDED:
        if not values[field]:
            return Fault(line, field, "missing", "")
    for field, value in values.items():
        if len(value) > LONGEST or "\0" in value:
            return Fault(line, field, "long", value[:20].replace("\0", ""))
    try:
        day = date.fromisoformat(values["day"])
    except ValueError:
        return Fault(line, "day", "day", values["day"])
    kind = kinds.get(values["kind"].lower())
    if not kind:
        return Fault(line, "kind", "kind", values["kind"])
    quantity = values["quantity"]
    if not (quantity.isascii() and quantity.isdigit()) or int(quantity[:9]) > LARGEST or len(quantity) > 9:
        return Fault(line, "quantity", "quantity", quantity)
    texts = (values["campaign"], values.get("client", ""), values.get("agent", ""))
    return Entry(line, day, *texts, kind, int(quantity), values.get("note", ""))
