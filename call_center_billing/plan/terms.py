"""How long a customer is bound, how one leaves, and what leaving early costs.

A term is counted from the day a subscription starts, so that one of the 31st never creeps. A notice holds from the day
it is given; whoever leaves within a term pays what the terms say. After its first term a subscription has another of
the same length, or goes on month by month and binds no longer, or ends.

>>> from datetime import date
>>> year = Terms(12, "same", 30, "fixed", 50_000_000)
>>> term_at(date(2026, 1, 31), year, date(2027, 3, 1))
Term(begin=datetime.date(2027, 1, 31), end=datetime.date(2028, 1, 31), number=2)
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

Renewal = Literal["none", "same", "months"]
CancelRule = Literal["none", "fixed", "remaining"]


class Terms(NamedTuple):
    """What was agreed; 0 months: nobody is bound."""

    months: int
    renewal: Renewal
    notice_days: int
    rule: CancelRule
    #: micro-units, of the rule `fixed`
    price: int = 0


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


def term_at(start: date, terms: Terms, day: date) -> Term | None:
    """The term that a day lies in; None where nothing binds: no term, month by month, or over.

    :param start: first day of the subscription
    """
    if not terms.months or day < start:
        return None
    number = max((day.year - start.year) * 12 + day.month - start.month, 0) // terms.months
    if months_later(start, number * terms.months) > day:
        number -= 1
    if number and terms.renewal != "same":
        return None
    begin, end = (months_later(start, count * terms.months) for count in (number, number + 1))
    return Term(begin, end, number + 1)


def expires(start: date, terms: Terms) -> date | None:
    """The day on which the subscription is over by itself: only where its term isn't renewed."""
    return months_later(start, terms.months) if terms.months and terms.renewal == "none" else None


def leaving(start: date, terms: Terms, given: date, day: date) -> Leaving:
    """What a cancellation means that is given on one day and takes effect on another.

    :param given: the day of the notice
    :param day: the first day without service
    """
    earliest = max(given + timedelta(days=terms.notice_days), start)
    term = term_at(start, terms, day)
    if term is None or day == term.begin and term.number > 1:
        return Leaving(earliest, None, False)
    return Leaving(earliest, term.end, True)


def regular_end(start: date, terms: Terms, given: date) -> date:
    """The first day on which one can leave without paying for it, with a notice given now."""
    earliest = max(given + timedelta(days=terms.notice_days), start)
    found = leaving(start, terms, given, earliest)
    return found.bound_until or earliest


def notice_by(start: date, terms: Terms, day: date) -> date | None:
    """The last day to give notice so that the term of a day isn't followed by another; None where none follows."""
    term = term_at(start, terms, day)
    return term.end - timedelta(days=terms.notice_days) if term and terms.renewal == "same" else None


def term_ends(start: date, terms: Terms, until: date) -> Iterator[date]:
    """The days on which a term is over, up to and with `until`."""
    count = 1
    while terms.months and (end := months_later(start, count * terms.months)) <= until:
        yield end
        if terms.renewal != "same":
            return
        count += 1
