"""Complete months of the past, and what of a fee belongs to each. Pure: no Odoo, no clock.

>>> from datetime import date
>>> complete_months(date(2026, 3, 20), date(2026, 1, 10), 3)
[datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)]
>>> by_month(date(2026, 1, 1), date(2026, 3, 1), 59_000_000)
{datetime.date(2026, 1, 1): 31000000, datetime.date(2026, 2, 1): 28000000}
"""

from datetime import date, timedelta


def following(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def complete_months(today: date, since: date, most: int) -> list[date]:
    """First days of the last months that are over, the oldest first.

    :param since: the first day there is anything of: months before it are left out
    :param most: how many at most
    """
    found: list[date] = []
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    while len(found) < most and following(month) > since:
        found.insert(0, month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def by_month(begin: date, end: date, amount: int) -> dict[date, int]:
    """A fee for the days of [begin, end), shared by days among the months; the parts come to the whole.

    :param end: not after `begin`: it is all of the month of `begin`
    :param amount: micro-units
    """
    month = begin.replace(day=1)
    days, told, shares = (end - begin).days, 0, {}
    if days <= 0:
        return {month: amount}
    while month < end:
        until = min(following(month), end)
        share = amount * (until - begin).days // days
        shares[month] = share - told
        told, month = share, following(month)
    return shares
