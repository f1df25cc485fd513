"""Hitta (Sweden): persons and companies by number. Requests are signed; the key itself is never sent."""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import Final, Literal

from .hits import Hit, chosen
from .model import Listing, Question, Request, Understood, broken
from .numbers import national
from .pointer import Step, first, items
from .text import plain, query

URL: Final = "https://api.hitta.se/publicsearch/v1/combined"
Kind = Literal["company", "person"]


def request(question: Question) -> Request:
    """Ask for three hits, as there may be several members of a household."""
    signed = f"{question.login}{question.moment}{question.secret}{question.nonce}"
    headers = (
        ("X-Hitta-CallerId", question.login),
        ("X-Hitta-Time", str(question.moment)),
        ("X-Hitta-Random", question.nonce),
        ("X-Hitta-Hash", hashlib.sha1(signed.encode()).hexdigest()),  # what the directory asks for
        ("Accept", "application/json"),
    )
    asked = (("what", national(question.number)), ("page.number", "1"), ("page.size", "3"))
    return Request(f"{question.url or URL}?{query(asked)}", headers, (question.secret,))


def read(question: Question, document: object) -> Understood:
    """Persons come before companies; there are seldom both."""
    if not isinstance(first(document, "result"), dict):
        return broken("shape")
    persons = (_hit(item, "person") for item in items(document, "result", "persons", "person"))
    companies = (_hit(item, "company") for item in items(document, "result", "companies", "company"))
    return chosen(chain(persons, companies), question.number, question.country or "SE")


def _hit(item: object, kind: Kind) -> Hit:
    def at(*steps: Step) -> str:
        return plain(first(item, *steps))

    street = f"{at('address', 0, 'street')} {at('address', 0, 'number')}".strip()
    listing = Listing(
        name=at("displayName"),
        street=street,
        zip=at("address", 0, "zipcode"),
        city=at("address", 0, "city"),
        org_number=at("orgno") or at("organizationNumber"),
        kind=kind,
    )
    numbers = [plain(first(phone, name)) for phone in items(item, "phone") for name in ("callTo", "displayAs")]
    return Hit(listing, [number for number in numbers if number])
