"""To which period, and to which bill of it, does a call belong? Pure: no Odoo, no I/O, no clock.

>>> from datetime import date
>>> period(Cycle("month", 1, date(2026, 1, 31)), date(2026, 2, 28))
Period(begin=datetime.date(2026, 2, 28), end=datetime.date(2026, 3, 31))
"""

from .cycle import CALENDAR_MONTH, Cycle, Period, is_calendar_month, period, period_name
from .placing import Bill, Place, place

__all__ = [
    "CALENDAR_MONTH",
    "Bill",
    "Cycle",
    "Period",
    "Place",
    "is_calendar_month",
    "period",
    "period_name",
    "place",
]
