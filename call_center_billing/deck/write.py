"""Our own format of a deck, which `read_deck` understands without being told anything.

UTF-8, a header of field names (``prefix``, ``price:Night``), times to the second, `valid_to` the first moment no
longer, steps always with a decimal point. Texts that a spreadsheet would compute are guarded, see ``guard``: the prefix
of the short code 112 is written ``'=112``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from .guard import guarded
from .mapping import BAND
from .model import Known
from .prefixes import ALL
from .steps import format_amount, format_steps

BEFORE_BANDS: Final = ("prefix", "destination", "destination_class", "caller_class", "unit", "price")
AFTER_BANDS: Final = (
    "connection_fee",
    "free_seconds",
    "minimum_seconds",
    "first_increment",
    "next_increment",
    "minimum_charge",
    "maximum_charge",
    "maximum_rule",
    "steps",
    "valid_from",
    "valid_to",
)


def write_csv(
    prices: Iterable[Known], bands: Sequence[str] = (), *, bom: bool = True, decimal: str = "."
) -> Iterator[bytes]:
    """The lines of a file, the header first; ``b"".join(...)`` is the file.

    :param bands: names of the time bands that get a column; a price in any other band is an error
    :param bom: begin with a byte order mark, by which spreadsheets know UTF-8
    :param decimal: ``.`` for commas between cells, ``,`` for semicolons, as spreadsheets of such countries want them
    :raise ValueError: a price has a band that is not among `bands`, or the mark is another
    """
    if decimal not in (".", ","):
        raise ValueError(decimal)
    line = _Line()
    write = csv.writer(line, delimiter="," if decimal == "." else ";", lineterminator="\r\n").writerow
    write([*BEFORE_BANDS, *(guarded(BAND + band) for band in bands), *AFTER_BANDS])
    yield (b"\xef\xbb\xbf" if bom else b"") + line.text.encode()
    money = partial(format_amount, mark=decimal)
    known = set(bands)
    for price in prices:
        strange = [name for name, _amount in price.terms.bands if name not in known]
        if strange:
            raise ValueError(strange[0])
        write(_cells(price, bands, money))
        yield line.text.encode()


class _Line:
    """A file of one line, for csv to write to."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _cells(price: Known, bands: Sequence[str], money: Callable[[int], str]) -> list[str | int]:
    terms = price.terms
    in_bands = dict(terms.bands)
    return [
        guarded(price.prefix or ALL),
        guarded(price.destination),
        guarded(price.destination_class),
        guarded(price.caller_class),
        terms.unit,
        money(terms.price),
        *(money(in_bands[band]) if band in in_bands else "" for band in bands),
        money(terms.connection_fee),
        terms.free_seconds,
        terms.minimum_seconds,
        terms.first_increment,
        terms.next_increment,
        money(terms.minimum_charge),
        "" if terms.maximum_charge is None else money(terms.maximum_charge),
        terms.maximum_rule,
        format_steps(terms.steps),
        _time(price.valid_from),
        _time(price.valid_to),
    ]


def _time(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(" ", "seconds")
