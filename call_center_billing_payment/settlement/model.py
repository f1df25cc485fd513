"""What a row of a settlement file says, and what is wrong with one that says nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Row(NamedTuple):
    """A movement at the gateway, in our signs: what a customer pays and what we pay as a fee are positive.

    :ivar line: of the file, from 1
    :ivar kind: payment, refund, chargeback, fee, payout or adjustment
    :ivar gateway_ref: the gateway's number of it
    :ivar reference: ours, as the gateway repeats it; may be empty
    :ivar gross: in units of the currency, before the fee
    :ivar raw: the row as it stands in the file
    """

    line: int
    kind: str
    gateway_ref: str
    reference: str
    date: date
    currency: str
    gross: Decimal
    fee: Decimal
    text: str = ""
    raw: str = ""


class Fault(NamedTuple):
    """A row that cannot be read.

    :ivar field: the column, as the file calls it; empty if it is the whole row
    :ivar value: what stands there
    :ivar reason: missing, amount, date, currency, kind, sum, columns
    :ivar raw: the whole row as it stands in the file
    """

    line: int
    field: str
    value: str
    reason: str
    raw: str


class Mapping(NamedTuple):
    """Which column of a file of another kind says what; empty names are left out.

    :ivar kind: the column; empty: all rows with money in are payments, all others refunds
    """

    gateway_ref: str
    date: str
    gross: str
    reference: str = ""
    kind: str = ""
    fee: str = ""
    currency: str = ""


class Unreadable(Exception):
    """A field says nothing that can be used.

    :ivar field: the column
    :ivar value: what stands there
    :ivar reason: see `Fault`
    """

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(f"{field}: {reason} ({value})")
        self.field, self.value, self.reason = field, value, reason


class FileRefused(Exception):
    """The whole file is of no use.

    :ivar reason: empty, binary, header
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
