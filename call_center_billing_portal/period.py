"""When do a day and a month begin? Pure: no Odoo, no clock.

Calls are kept in UTC, but a customer's month begins at midnight where the customer is.

>>> from datetime import datetime
>>> month_bounds(datetime(2026, 11, 22, 5, 0), "Europe/Stockholm")
(datetime.datetime(2026, 10, 31, 23, 0), datetime.datetime(2026, 11, 30, 23, 0))
>>> month_bounds(datetime(2026, 11, 22, 5, 0), "UTC", back=1)
(datetime.datetime(2026, 10, 1, 0, 0), datetime.datetime(2026, 11, 1, 0, 0))
>>> from datetime import date
>>> day_begin(date(2026, 11, 22), "Europe/Stockholm")
datetime.datetime(2026, 11, 21, 23, 0)
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def month_bounds(now: datetime, timezone: str, back: int = 0) -> tuple[datetime, datetime]:
    """First moment of the month, and first moment after it.

    :param now: UTC, naive
    :param timezone: IANA name of the zone in which the month begins
    :param back: how many months before that of `now`
    :return: both UTC, naive
    """
    local = now.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone))
    month = local.year * 12 + local.month - 1 - back
    return _begin(month, timezone), _begin(month + 1, timezone)


def _begin(month: int, timezone: str) -> datetime:
    begin = datetime(month // 12, month % 12 + 1, 1, tzinfo=ZoneInfo(timezone))
    return begin.astimezone(UTC).replace(tzinfo=None)


def day_begin(day: date, timezone: str) -> datetime:
    """The first moment of a day, UTC, naive.

    :param timezone: IANA name of the zone in which the day begins
    """
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC).replace(tzinfo=None)


def local_day(moment: datetime, timezone: str) -> date:
    """The day of a moment (UTC, naive) on a zone's calendar."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone)).date()
