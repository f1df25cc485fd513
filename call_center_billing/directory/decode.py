"""An answer's bytes as JSON, or why they are none; and what its status alone says."""

from __future__ import annotations

import json
import re
from typing import Final

from .model import NONE, Answer, Understood, broken

CHARSET: Final = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._:-]+)", re.IGNORECASE)
MISSING: Final = (204, 404, 410)
FAULTS: Final = {401: "credentials", 403: "credentials", 402: "payment", 429: "quota"}


class Unreadable(Exception):
    """`reason`: too_large, encoding or not_json."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def by_status(answer: Answer) -> Understood | None:
    """What the status says without the body; None: the body has to be read."""
    if answer.status == 200:
        return None
    if answer.status in MISSING:
        return NONE
    if answer.status in FAULTS:
        return broken(FAULTS[answer.status], _seconds(answer.retry_after))
    if answer.status // 100 == 3:
        return broken("redirect")
    if answer.status // 100 == 5:
        return broken("server", _seconds(answer.retry_after))
    return broken("status")


def _seconds(retry_after: str) -> int:
    """Seconds of a Retry-After header, a day at most; its other form, a date, is not read."""
    text = retry_after.strip()
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def text_of(answer: Answer) -> str:
    """The body as text.

    A directory that names its encoding is taken at its word. Without a word it is UTF-8, as JSON should be, else
    Western European, as older servers write it.

    :raise Unreadable: encoding
    """
    named = CHARSET.search(answer.content_type)
    for encoding in [named[1]] if named else ["utf-8-sig", "cp1252"]:
        try:
            return answer.body.decode(encoding).removeprefix("\ufeff")
        except (UnicodeError, LookupError, ValueError):
            continue
    raise Unreadable("encoding")


def json_of(answer: Answer) -> object:
    """The body as JSON.

    :raise Unreadable: too_large, encoding or not_json
    """
    if not answer.whole:
        raise Unreadable("too_large")
    try:
        found: object = json.loads(text_of(answer))
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json") from error
    return found
