"""From raw cells to rows: what every row says about itself, besides its terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from . import dates, memo, words
from .columns import HEAD, Raw
from .errors import Fault
from .mapping import Mapping, normal
from .memo import Memo
from .model import BadRow, Cell, DeckRow, Note, Terms
from .prefixes import is_simple, prefixes
from .priced import Priced, Pricing

FROM: Final = HEAD.index("valid_from")
TO: Final = HEAD.index("valid_to")
RAW_LENGTH: Final = 500
VALUE_LENGTH: Final = 100
Moment = tuple[datetime | None, bool]


class Rows:
    """Reads rows one by one; what it assumed about the columns is in `notes`, bad ones are in `bad`."""

    def __init__(self, mapping: Mapping, raws: Sequence[Raw], pricing: Pricing) -> None:
        self.notes: list[Note] = []
        self.bad: list[BadRow] = []
        self._pricing, self._trunk_zero, self._end_day = pricing, mapping.trunk_zero, mapping.end_day
        slashes = self._slashes(mapping, raws)
        self._texts = [Memo(field, memo.text, "") for field in ("destination", "destination_class", "caller_class")]
        moment = partial(dates.parse, slashes=slashes)
        self._from = Memo[Moment]("valid_from", moment, (None, False))
        self._to = Memo[Moment]("valid_to", moment, (None, False))
        self._closed = Memo("status", self._closing, False)
        self._terms: dict[tuple[Cell, ...], Priced] = {}

    def read(self, raw: Raw) -> list[DeckRow]:
        """The rows of a row: one per prefix; none when it is bad, which is then among `bad`."""
        try:
            return self._rows(raw)
        except Fault as fault:
            number, head, terms, _surplus = raw
            shown = " | ".join(str(cell).strip() for cell in (*head, *terms) if cell != "")
            value = memo.harmless(fault.value, VALUE_LENGTH)
            shown = memo.harmless(shown, RAW_LENGTH)
            self.bad.append(BadRow(number, fault.field, value, fault.reason, shown, self._readable(head)))
            return []

    def _rows(self, raw: Raw) -> list[DeckRow]:
        number, head, terms, surplus = raw
        if surplus:
            raise Fault("columns")
        prefix, country, destination, group, caller, since, until, status = head
        found = self._prefixes(prefix, country)
        named, classed, called = self._texts
        texts = named(destination), classed(group), called(caller)
        begin, end = self._validity(since, until)
        if self._closed(status):
            priced = Priced(Terms(0, self._pricing.unit(terms)), False, True)
        else:
            priced = self._terms.get(terms) or self._priced(terms)
        return [DeckRow(number, one, priced.terms, *texts, begin, end, priced.closed, priced.rounded) for one in found]

    def _prefixes(self, prefix: Cell, country: Cell) -> tuple[str, ...]:
        if country == "" and is_simple(prefix):
            return (prefix,)
        try:
            for cell in (prefix, country):
                if isinstance(cell, str) and not cell.isdigit():
                    memo.refuse_control(cell)
            return tuple(dict.fromkeys(prefixes(prefix, country, self._trunk_zero)))
        except Fault as fault:
            raise Fault(fault.reason, str(prefix), "prefix") from fault

    def _readable(self, head: tuple[Cell, ...]) -> tuple[str, ...]:
        try:
            return self._prefixes(head[0], head[1])
        except Fault:
            return ()

    def _priced(self, cells: tuple[Cell, ...]) -> Priced:
        priced = self._terms[cells] = self._pricing.read(cells)
        return priced

    def _validity(self, since: Cell, until: Cell) -> tuple[datetime | None, datetime | None]:
        if since == "" == until:
            return None, None
        begin = self._from(since)[0]
        end = dates.end_of(*self._to(until), self._end_day)
        if begin is not None and end is not None and end <= begin:
            raise Fault("ends_before_it_begins", str(until), "valid_to")
        return begin, end

    def _closing(self, cell: Cell) -> bool:
        word = str(cell)
        if self._pricing.is_closing(word):
            return True
        if normal(word) not in words.OPEN:
            self.notes.append(Note("unknown_status", "status", memo.harmless(word.strip(), VALUE_LENGTH)))
        return False

    def _slashes(self, mapping: Mapping, raws: Sequence[Raw]) -> str:
        if mapping.date_order:
            return mapping.date_order
        found = dates.order({head[place] for _row, head, _terms, _surplus in raws for place in (FROM, TO)})
        if found == "?":
            self.notes.append(Note("date_order_assumed", "valid_from"))
        return "dmy" if found in ("", "?") else found
