"""Any directory that answers a GET with JSON, as described on screen.

The address and the headers are templates: {number} is the number in E.164, {digits} the same without `+`, {national}
as it is dialled at home, {login} and {secret} are the directory's, {country} its country code in small letters. Paths
(`pointer`) say where in the answer each field of a `Listing` is.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Final

from .model import NONE, Listing, Question, Request, Understood, broken
from .numbers import digits, national
from .pointer import Pointer
from .text import is_true, quoted

#: fields that a path can be given for; `company` and `secret` are read as yes or no
FIELDS: Final = ("name", "street", "zip", "city", "country", "org_number", "company", "secret")
PLACE: Final = re.compile(r"\{([^{}]*)\}")
PLACES: Final = ("number", "digits", "national", "login", "secret", "country", "basic")
HEADER: Final = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*([\x20-\x7e]*)")
COMPANY: Final = frozenset({"company", "business", "organisation", "organization", "företag", "bolag", "c", "b"})


class TemplateFault(ValueError):
    """`text` is no address, no header, or has a place that there is not."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def request(question: Question) -> Request:
    """:raise TemplateFault: address or headers cannot be used"""
    pair = base64.b64encode(f"{question.login}:{question.secret}".encode()).decode()
    values = {
        "number": question.number,
        "digits": digits(question.number),
        "national": national(question.number),
        "login": question.login,
        "secret": question.secret,
        "country": question.country.lower(),
        "basic": pair,
    }
    url = _filled(question.url.strip(), values, quoted)
    if not re.match(r"https?://[^/\s]", url) or re.search(r"[\s\x00-\x1f]", url):
        raise TemplateFault(question.url)
    secrets = (question.secret, pair if question.secret else "", *_values(question.headers))
    return Request(url, tuple(headers_of(question.headers, values)), secrets)


def headers_of(text: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """The headers of a text with one a line, in which a value of ours cannot begin another line.

    :raise TemplateFault: a line is no header
    """
    found = [("Accept", "application/json")]
    for line in filter(None, map(str.strip, text.splitlines())):
        match = HEADER.fullmatch(_filled(line, values, _one_line))
        if not match:
            raise TemplateFault(line)
        if match[1].lower() == "accept":
            found.clear()
        found.append((match[1], match[2]))
    return found


def _values(headers: str) -> list[str]:
    """What people put into a header as it is may be a key: the last word of long values counts as one."""
    words = [line.partition(":")[2].split()[-1:] for line in headers.splitlines()]
    return [word for last in words for word in last if len(word) > 15 and "{" not in word]


def _filled(template: str, values: Mapping[str, str], written: Callable[[str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TemplateFault(match[0])
        return written(values[match[1]])

    return PLACE.sub(value, template)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read(question: Question, document: object) -> Understood:
    """A subscriber where there is a name, or where it is said that the name is secret.

    :raise pointer.PathFault: a path cannot be read
    """
    if not isinstance(document, dict | list):
        return broken("shape")
    at = {field: Pointer(path) for field, path in question.paths}
    texts = {field: at[field].text(document) if field in at else "" for field in FIELDS[:6]}
    company = at["company"].value(document) if "company" in at else None
    secret = "secret" in at and is_true(at["secret"].value(document))
    listing = Listing(
        **{**texts, "country": texts["country"].upper() if len(texts["country"]) == 2 else ""},
        kind="company" if _is_company(company) or (company is None and texts["org_number"]) else "person",
        secret=secret,
    )
    if secret:
        return Understood("secret", listing)
    return Understood("found", listing) if listing.name else NONE


def _is_company(value: object) -> bool:
    return (isinstance(value, str) and value.strip().casefold() in COMPANY) or is_true(value)
