"""Now, to the microsecond: calls of one second are told apart."""

from datetime import UTC, datetime


def precise_now():
    """The moment, UTC, naive as Odoo keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
