"""Eniro (Sweden, Norway, Denmark, Finland): companies by number."""

from __future__ import annotations

from typing import Final

from .hits import Hit, chosen
from .model import Listing, Question, Request, Understood, broken
from .numbers import national
from .pointer import Step, first, items
from .text import plain, query

URL: Final = "https://api.eniro.com/cs/search/basic"
VERSION: Final = "1.1.3"


def request(question: Question) -> Request:
    """The key is part of the address."""
    asked = (
        ("profile", question.login),
        ("key", question.secret),
        ("country", (question.country or "SE").lower()),
        ("version", VERSION),
        ("search_word", national(question.number)),
    )
    return Request(f"{question.url or URL}?{query(asked)}", (("Accept", "application/json"),), (question.secret,))


def read(question: Question, document: object) -> Understood:
    """Companies, each with its numbers."""
    if not isinstance(first(document, "adverts"), list):
        return broken("shape")
    return chosen(map(_hit, items(document, "adverts")), question.number, question.country or "SE")


def _hit(item: object) -> Hit:
    def at(*steps: Step) -> str:
        return plain(first(item, *steps))

    listing = Listing(
        name=at("companyInfo", "companyName"),
        street=at("address", "streetName"),
        zip=at("address", "postCode"),
        city=at("address", "postArea"),
        org_number=at("companyInfo", "orgNumber"),
        kind="company",
    )
    numbers = [plain(first(phone, "phoneNumber")) for phone in items(item, "phoneNumbers")]
    return Hit(listing, [number for number in numbers if number])
