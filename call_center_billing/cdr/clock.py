"""A switch's wall-clock times as moments in UTC."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone(name: str) -> ZoneInfo:
    """The named IANA zone; loaded once."""
    return ZoneInfo(name)


def to_utc(text: str, timezone: str, near_epoch: float | None = None) -> datetime:
    """`text` (ISO date and time, no offset) read in `timezone`.

    When clocks are set back an hour of wall-clock time occurs twice. `near_epoch`, a moment known to be close
    (Asterisk's uniqueid begins with one), decides between the two; without it the first is taken.

    :raise ValueError: not a date and time
    """
    naive = datetime.fromisoformat(text)
    if naive.tzinfo is not None:
        return naive.astimezone(UTC)
    first = naive.replace(tzinfo=zone(timezone)).astimezone(UTC)
    if near_epoch is None:
        return first
    second = naive.replace(tzinfo=zone(timezone), fold=1).astimezone(UTC)
    return min(first, second, key=lambda moment: abs(moment.timestamp() - near_epoch))
