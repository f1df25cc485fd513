"""Days as the customer writes them, by the clock that the account is billed by."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo.http import request
from odoo.tools import format_date


def local_day(account, moment):
    """The day of a moment as text; empty for none.

    :param datetime moment: UTC, naive
    """
    if not moment:
        return ""
    zone = ZoneInfo(account._call_timezone(request.env.company.sudo()))
    return format_date(request.env, moment.replace(tzinfo=UTC).astimezone(zone).date())
