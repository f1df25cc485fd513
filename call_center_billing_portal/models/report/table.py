"""A table of a report: what it says, apart from how a page or a file writes it. Pure."""

from collections import Counter
from typing import NamedTuple


class Col(NamedTuple):
    """
    :ivar kind: of its cells: text; count; share (tenths of a per cent); time (seconds); money ({id of a currency:
        micro-units}); used ({service: how much}); data (octets); speed (kbit/s); measure (number, unit). None: empty
    """

    label: str
    kind: str = "count"
    width: int = 14


class Chart(NamedTuple):
    """Bars with a part of each; `across` for names, which want room. Without `part_label` there are no parts."""

    label: str
    part_label: str
    figures: list
    across: bool = False


class Table(NamedTuple):
    """Rows of raw cells, in the order to show them; `total` is like them, or None."""

    title: str
    cols: list
    rows: list
    total: list | None = None
    chart: Chart | None = None
    note: str = ""


def share(part, whole):
    """Tenths of a per cent, rounded; None of nothing.

    >>> share(1, 3), share(0, 0)
    (333, None)
    """
    return (2_000 * part + whole) // (2 * whole) if whole else None


def add_up(rows):
    """The sum of sums: [{name: number}] in, a Counter out."""
    total = Counter()
    for sums in rows:
        total.update(sums)
    return total


def grouped(found, money_at=None):
    """{key: sums} of what `call.report.sum._read_sums` found; rows of one key are added, money by its currency.

    :param int money_at: which of the columns is the currency, the last; None: there is none
    :return: {key: Counter with "money": Counter of currencies}; a key of one column is bare
    """
    rows = {}
    for values, sums in found:
        key = values if money_at is None else values[:money_at]
        row = rows.setdefault(key[0] if len(key) == 1 else key, Counter())
        money = row.pop("money", None) or Counter()
        if money_at is not None and values[money_at]:
            money[values[money_at]] += sums["amount"]
        row.update(sums)
        row["money"] = money
    return rows
