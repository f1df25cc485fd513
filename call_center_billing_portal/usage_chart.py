"""What a period's use comes to if it goes on like this, and the bars that show it. Pure: integers in, integers out.

>>> from datetime import date
>>> first, end = date(2026, 11, 1), date(2026, 12, 1)
>>> projected({first: 20, date(2026, 11, 2): 40, date(2026, 11, 3): 5}, first, end, today=date(2026, 11, 3))
Projection(per_day=30, total=900, days=2)
>>> projected({first: 20}, first, end, today=first) is None
True
"""

from datetime import date, timedelta
from typing import NamedTuple

#: size of the chart in its own units; pages stretch it
WIDTH, HEIGHT = 1000, 100
DAY = timedelta(days=1)


class Projection(NamedTuple):
    """What a period comes to.

    :ivar per_day: average of the days that are over; :ivar total: of the whole period; :ivar days: that are over
    """

    per_day: int
    total: int
    days: int


class Bar(NamedTuple):
    """One day of the chart; `ahead` if it shows the average."""

    day: date
    x: int
    y: int
    width: int
    height: int
    ahead: bool


def projected(sums: dict[date, int], first: date, end: date, today: date, beside: int = 0) -> Projection | None:
    """What the period comes to if each day from today on is like the days of it that are over.

    :param sums: of each day; days without any may be missing
    :param end: first day after the period
    :param beside: what counts in the period and belongs to none of its days
    :return: None as long as no day is over; never less than what there is already
    """
    days = (today - first).days
    if days < 1:
        return None
    over = sum(amount for day, amount in sums.items() if day < today)
    ahead = (end - today).days
    carried = over + rounded(over * ahead, days)
    return Projection(rounded(over, days), max(carried, sum(sums.values())) + beside, days)


def rounded(value: int, divisor: int) -> int:
    """A quotient, halves up.

    >>> rounded(5, 2), rounded(-5, 2)
    (3, -2)
    """
    return (2 * value + divisor) // (2 * divisor)


def bars(sums: dict[date, int], first: date, end: date, today: date, per_day: int = 0) -> list[Bar]:
    """The days of a period side by side, the highest as high as the chart.

    >>> first, end = date(2026, 11, 1), date(2026, 11, 5)
    >>> [(bar.x, bar.height, bar.ahead) for bar in bars({first: 8, date(2026, 11, 2): 2}, first, end, end, 4)]
    [(0, 100, False), (250, 25, False), (500, 0, False), (750, 0, False)]
    >>> [bar.ahead for bar in bars({first: 8}, first, end, date(2026, 11, 2), 8)]
    [False, False, True, True]
    """
    count = (end - first).days
    highest = max([per_day, *sums.values(), 1])
    found = []
    for place in range(count):
        day = first + place * DAY
        ahead = day > today
        height = max(rounded(HEIGHT * (per_day if ahead else sums.get(day, 0)), highest), 0)
        x, after = WIDTH * place // count, WIDTH * (place + 1) // count
        width = max(after - x - (4 if count <= 100 else 0), 1)
        found.append(Bar(day, x, HEIGHT - height, width, height, ahead))
    return found
