"""Turning away what cannot be verified."""

import logging

from werkzeug.exceptions import Forbidden

_logger = logging.getLogger(__name__)


def refuse(provider_code, reason):
    """Answer 403 and roll back. The log gets our own words only: nothing of what the sender wrote.

    :param str provider_code: stripe or paypal
    :param str reason: what is missing or wrong
    :raise Forbidden: always
    """
    _logger.warning("Refused a notification for %s: %s", provider_code, reason)
    raise Forbidden()
