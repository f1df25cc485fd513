"""Included units: what is left of them, which of them a call uses, and how they are given back.

>>> from datetime import date
>>> june = Grant(1, 7, 10, date(2026, 6, 1), date(2026, 7, 1), date(2026, 7, 1), granted=100)
>>> allowance = Allowance([june])
>>> allowance.take(date(2026, 6, 3), 130, {7: Cover()})
[Take(grant=1, units=100, paid=100, period=None)]
>>> june.left
0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Exhausted(Exception):
    """Units were to be used that are not there."""


class Cover(NamedTuple):
    """How a bundle pays for a call that it covers.

    :ivar whole: one unit pays for a call, however long; :ivar increment: units are used in such steps
    """

    whole: bool = False
    increment: int = 1


class Take(NamedTuple):
    """Units that a call uses.

    :ivar grant: whose; :ivar units: as the bundle counts; :ivar paid: units of the call that they pay for
    :ivar period: the grant in whose period the call was made, if these units are carried over from an earlier one
    """

    grant: int
    units: int
    paid: int
    period: int | None


@dataclass(slots=True)
class Grant:
    """Units of one bundle for one period.

    :ivar series: the bundle of an account, whose periods follow each other without overlapping
    :ivar priority: of the bundle, low before high; :ivar begins, ends: the period, half open
    :ivar expires: first day on which nothing of it can be used any more
    :ivar used: units used so far; :ivar carried: units of earlier periods that calls of this period used
    :ivar cap: most units of earlier periods that calls of this period may use; None for no end
    """

    key: int
    series: int
    priority: int
    begins: date
    ends: date
    expires: date
    granted: int
    used: int = 0
    carried: int = 0
    cap: int | None = None

    @property
    def left(self) -> int:
        """Units that nobody has used."""
        return self.granted - self.used


class Allowance:
    """All grants of one account. What calls use depends on their order, which is the caller's to keep.

    :ivar changed: keys of grants that were taken from or given back to
    """

    def __init__(self, grants: Iterable[Grant]) -> None:
        self.grants = {grant.key: grant for grant in grants}
        self.changed: set[int] = set()

    def take(self, day: date, need: int, covers: Mapping[int, Cover]) -> list[Take]:
        """Use what there is for a call.

        Low priorities first; of one bundle what expires first.

        :param day: on which the call began; :param need: units of the call to pay for
        :param covers: how each series that covers the call pays
        """
        takes = []
        for grant, period in self._usable(day, covers):
            if need <= 0:
                break
            left = self._left(grant, period)
            whole, step = covers[grant.series]
            units = min(left, 1 if whole else -(-need // step) * step)
            if units > 0:
                paid = need if whole else min(units, need)
                take = Take(grant.key, units, paid, None if period is None else period.key)
                self._add(take, 1)
                takes.append(take)
                need -= take.paid
        return takes

    def left(self, day: date, covers: Mapping[int, Cover]) -> int | None:
        """Units of a call of that day that would be paid for, however long it is; None for no end."""
        takes = self.take(day, 1 << 62, covers)
        self.give_back(takes)
        return None if any(covers[self.grants[take.grant].series].whole for take in takes) else _paid(takes)

    def units(self, day: date, series: int) -> int:
        """Units of one series that calls of that day may yet use, as the bundle counts."""
        usable = self._usable(day, {series: Cover()})
        own = sum(grant.left for grant, period in usable if period is None)
        earlier = sum(grant.left for grant, period in usable if period is not None)
        caps = [period.cap - period.carried for _grant, period in usable if period and period.cap is not None]
        return own + min([earlier, *caps])

    def give_back(self, takes: Iterable[Take]) -> None:
        """Undo what a call used."""
        for take in takes:
            self._add(take, -1)

    def use(self, takes: Iterable[Take]) -> None:
        """Use just these units.

        :raise Exhausted: they are not there any more; some may have been used then
        """
        for take in takes:
            period = None if take.period is None else self.grants[take.period]
            if take.units > self._left(self.grants[take.grant], period):
                raise Exhausted(take.grant)
            self._add(take, 1)

    def _usable(self, day: date, covers: Mapping[int, Cover]) -> list[tuple[Grant, Grant | None]]:
        """The grants for a day in the order of use, each with that of the day's own period if it is an earlier one.

        What is carried over is of use only while the bundle goes on.
        """
        known = [grant for grant in self.grants.values() if grant.series in covers and grant.begins <= day]
        own = {grant.series: grant for grant in known if day < grant.ends}
        found: list[tuple[Grant, Grant | None]] = []
        for grant in known:
            if day < grant.ends:
                found.append((grant, None))
            elif day < grant.expires and grant.series in own:
                found.append((grant, own[grant.series]))
        return sorted(found, key=lambda each: (each[0].priority, each[0].expires, each[0].begins, each[0].key))

    @staticmethod
    def _left(grant: Grant, period: Grant | None) -> int:
        if period is None or period.cap is None:
            return grant.left
        return min(grant.left, period.cap - period.carried)

    def _add(self, take: Take, sign: int) -> None:
        self.grants[take.grant].used += sign * take.units
        self.changed.add(take.grant)
        if take.period is not None:
            self.grants[take.period].carried += sign * take.units
            self.changed.add(take.period)


def _paid(takes: Iterable[Take]) -> int:
    return sum(take.paid for take in takes)


def expiry(end: date, periods: int, following: Callable[[date], date]) -> date:
    """First day on which units of a period are worth nothing: after so many further periods.

    :param end: of the period; :param following: the end of the period that begins on a day
    """
    for _period in range(periods):
        end = following(end)
    return end


def prorated(units: int, whole: tuple[date, date], part: tuple[date, date]) -> int:
    """Units for a part of a period, by days; halves up.

    >>> prorated(3_000, (date(2026, 2, 1), date(2026, 3, 1)), (date(2026, 2, 15), date(2026, 3, 1)))
    1500
    """
    days, all_days = (part[1] - part[0]).days, (whole[1] - whole[0]).days
    return (2 * units * days + all_days) // (2 * all_days)
