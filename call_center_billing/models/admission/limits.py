"""The fields by which calls are limited, for an account and for everybody."""

from ...admission import Limits
from ...money import MICRO

#: of `res.partner` and `res.company`, in the order of `admission.Limits`; 0 is no limit
LIMIT_FIELDS = ("call_max_channels", "call_max_rate", "call_day_limit", "call_price_cap", "call_distinct_limit")
BLOCKED = "call_blocked_destination_ids"
#: SQL: the stricter of the operator's limit and the customer's own; 0 for none
DAY_LIMIT = "COALESCE(LEAST(NULLIF(partner.call_day_limit, 0), NULLIF(partner.call_own_day_limit, 0)), 0)"


def limits(channels, rate, day, price, distinct):
    """Limits as the database has them, as the decision wants them."""
    return Limits(channels or 0, rate or 0, round((day or 0) * MICRO), price or 0, distinct or 0)
