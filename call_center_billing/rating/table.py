"""From rows to a table: every row checked, each distinct set of conditions compiled once for all rows that share it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from .check import check_rate
from .codes import HOLIDAY, IncrementRule
from .error import CardError
from .model import Rate
from .prefix import Index, Version, build_index
from .pricing import Pricing, compile_pricing

FIRST: Final = Rate._fields.index("price")
BEHIND: Final = Rate._fields.index("unit") + 1


class Compiler:
    """Compiles rows one by one; it remembers the conditions seen so far."""

    def __init__(self, increment_rule: IncrementRule, has_holidays: bool) -> None:
        self._total = increment_rule == "total"
        self._has_holidays = has_holidays
        self._seen: dict[tuple[object, ...], Pricing] = {}

    def index(self, rates: Iterable[Rate]) -> tuple[Index, int]:
        """The index of all rows, and their number. CardError with the row at fault."""
        table: dict[str, Version] = {}
        more: dict[str, list[Version]] = {}
        row = -1
        for row, rate in enumerate(rates):
            version = self._version(rate, row)
            key = "+" + rate.prefix if rate.prefix[:1] != "=" else rate.prefix
            first = table.setdefault(key, version)
            if first is not version:
                more.setdefault(key, [first]).append(version)
        return build_index(table, more), row + 1

    def _version(self, rate: Rate, row: int) -> Version:
        prefix, a_prefix, since, until = rate.prefix, rate.a_prefix, rate.valid_from, rate.valid_to
        if prefix and not (prefix.isdecimal() and prefix.isascii()):
            _check_short_code(prefix, row)
        if a_prefix or since is not None or until is not None:
            _check_a_prefix(a_prefix, row)
            since, until = _in_utc(since, row), _in_utc(until, row)
            if since is not None and until is not None and since >= until:
                raise CardError("the validity ends before it begins", row)
            return Version(False, a_prefix and "+" + a_prefix, since, until, rate, self._pricing(rate, row), row)
        return Version(True, "", None, None, rate, self._pricing(rate, row), row)

    def _pricing(self, rate: Rate, row: int) -> Pricing:
        conditions = rate[FIRST:BEHIND]
        try:
            pricing = self._seen.get(conditions)
        except TypeError:
            raise CardError("bands and steps must be tuples, the days of a band a frozenset", row) from None
        if pricing is None:
            check_rate(rate, row)
            pricing = self._seen[conditions] = compile_pricing(rate)
            self._check_bands(rate, pricing, row)
            self._check_total(pricing, row)
        return pricing

    def _check_bands(self, rate: Rate, pricing: Pricing, row: int) -> None:
        days = (pricing.week or ())[: HOLIDAY + 1 if self._has_holidays else HOLIDAY]
        used = {index for _, indices in days for index in indices}
        for index, band in enumerate(rate.bands, 1):
            if index not in used:
                raise CardError(f"band {band.name!r} covers nothing: no time is left for it", row)

    def _check_total(self, pricing: Pricing, row: int) -> None:
        if self._total and any(step.increment > 1 for terms in pricing.terms for step in terms.steps[1:]):
            raise CardError("steps must have increment 1 where the total is rounded", row)


def _check_short_code(prefix: str, row: int) -> None:
    if prefix[:1] != "=":
        raise CardError(f"prefix {prefix!r}: digits only", row)
    if len(prefix) == 1 or not prefix.isascii() or prefix[1:].strip("0123456789*#"):
        raise CardError(f"short code {prefix!r}: '=' and digits, * or #", row)


def _check_a_prefix(a_prefix: str, row: int) -> None:
    if a_prefix and not (a_prefix.isdecimal() and a_prefix.isascii()):
        raise CardError(f"A-prefix {a_prefix!r}: digits only", row)


def _in_utc(moment: datetime | None, row: int) -> datetime | None:
    """The moment in UTC: within one time zone, Python compares wall clocks, wrong in the hour that comes twice."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise CardError("validity without a time zone", row)
    return moment.astimezone(UTC)
