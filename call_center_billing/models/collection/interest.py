"""Interest on what was paid late, in whole micro-units. Pure.

1 000 are owed at 10 percent for 73 days, and 400 of them are paid on the tenth: 1 000 for 10 days and 600 for 63.

>>> from datetime import date
>>> interest(1_000_000_000, [(date(2026, 1, 11), 400_000_000)], 100_000, date(2026, 1, 1), date(2026, 3, 15))
13095890
"""

from datetime import date

PPM = 1_000_000
YEAR = 365


def interest(debt: int, paid: list[tuple[date, int]], rate: int, since: date, until: date) -> int:
    """Interest from `since` to `until`, half up to the micro-unit.

    :param debt: micro-units that were due on `since`
    :param paid: when what was paid of it; what was paid by `since` lessens it from the start
    :param rate: parts per million a year
    """
    left = debt - sum(amount for day, amount in paid if day <= since)
    days_times_debt, last = 0, since
    for day, amount in sorted(each for each in paid if since < each[0] < until):
        days_times_debt += max(left, 0) * (day - last).days
        left, last = left - amount, day
    days_times_debt += max(left, 0) * (until - last).days if until > last else 0
    return (2 * days_times_debt * rate + YEAR * PPM) // (2 * YEAR * PPM)
