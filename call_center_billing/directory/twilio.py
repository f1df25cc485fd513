"""Twilio Lookup v2: the name of numbers of the United States, and whether other numbers exist at all."""

from __future__ import annotations

import base64
from typing import Final

from .model import NONE, Question, Request, Understood, broken
from .opencnam import named
from .pointer import first
from .text import plain, quoted

URL: Final = "https://lookups.twilio.com/v2/PhoneNumbers"
KINDS: Final = {"BUSINESS": "company", "CONSUMER": "person"}


def request(question: Question) -> Request:
    """Account and token go in a header."""
    pair = base64.b64encode(f"{question.login}:{question.secret}".encode()).decode()
    url = f"{question.url or URL}/{quoted(question.number)}?Fields=caller_name"
    headers = (("Authorization", f"Basic {pair}"), ("Accept", "application/json"))
    return Request(url, headers, (question.secret, pair))


def read(_question: Question, document: object) -> Understood:
    """The name, which is in capitals and sometimes cut off."""
    if not isinstance(document, dict) or "phone_number" not in document:
        return broken("shape")
    if document.get("valid") is False:
        return NONE
    understood = named(plain(first(document, "caller_name", "caller_name")))
    kind = KINDS.get(plain(first(document, "caller_name", "caller_type")))
    if understood.outcome != "found" or kind is None:
        return understood
    company = kind == "company"
    return understood._replace(listing=understood.listing._replace(kind="company" if company else "person"))
