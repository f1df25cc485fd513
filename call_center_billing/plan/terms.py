"""How long a customer is bound, how one leaves, and what leaving early costs.

A term is counted from the day a subscription starts, so that one of the 31st never creeps. A notice holds from the day
it is given; whoever leaves within a term pays what the terms say. After its first term a subscription has others, as
long or shorter, or goes on and binds no longer.

>>> from datetime import date
>>> year = Bond(12, 12, 30)
>>> term_at(date(2026, 1, 31), year, date(2027, 3, 1))
Term(begin=datetime.date(2027, 1, 31), end=datetime.date(2028, 1, 31), number=2)
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Bond(NamedTuple):
    """What was agreed."""

    #: of the first term; 0: nobody is bound
    months: int
    #: of each term that follows; 0: none does, and it goes on without
    renewal_months: int
    notice_days: int


class Term(NamedTuple):
    """A term: from its first day to the day before `end`; the first has number 1."""

    begin: date
    end: date
    number: int


class Leaving(NamedTuple):
    """What leaving on a day means: how long one is bound, and whether it is early."""

    #: the first day on which a notice given now can take effect
    earliest: date
    #: end of the term that the day lies in; None where nothing binds
    bound_until: date | None
    early: bool


def months_later(day: date, months: int) -> date:
    """So many months later, on the same day or the last one of a month that is too short for it.

    >>> months_later(date(2028, 1, 31), 1)
    datetime.date(2028, 2, 29)
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def term_at(start: date, bond: Bond, day: date) -> Term | None:
    """The term that a day lies in; None where nothing binds.

    :param start: first day of the first term
    """
    if not bond.months or day < start:
        return None
    if day < (end := months_later(start, bond.months)):
        return Term(start, end, 1)
    if not bond.renewal_months:
        return None
    number = ((day.year - start.year) * 12 + day.month - start.month - bond.months) // bond.renewal_months
    if _ending(start, bond, number) > day:
        number -= 1
    return Term(_ending(start, bond, number), _ending(start, bond, number + 1), number + 2)


def leaving(start: date, bond: Bond, given: date, day: date) -> Leaving:
    """What a cancellation means that is given on one day and takes effect on another.

    :param given: the day of the notice
    :param day: the first day without service
    """
    earliest = max(given + timedelta(days=bond.notice_days), start)
    term = term_at(start, bond, day)
    if term is None or day == term.begin and term.number > 1:
        return Leaving(earliest, None, False)
    return Leaving(earliest, term.end, True)


def regular_end(start: date, bond: Bond, given: date) -> date:
    """The first day on which one can leave without paying for it, with a notice given now."""
    earliest = max(given + timedelta(days=bond.notice_days), start)
    found = leaving(start, bond, given, earliest)
    return found.bound_until or earliest


def notice_by(start: date, bond: Bond, day: date) -> date | None:
    """The last day to give notice so that the term of a day isn't followed by another; None where none follows."""
    term = term_at(start, bond, day)
    return term.end - timedelta(days=bond.notice_days) if term and bond.renewal_months else None


def _ending(start: date, bond: Bond, renewals: int) -> date:
    """The end of the first term and so many more."""
    return months_later(start, bond.months + renewals * bond.renewal_months)
