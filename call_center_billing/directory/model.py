"""What is asked of a directory, what comes back, and what it means."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Outcome = Literal["found", "none", "secret", "error"]

#: why an answer is of no use; "ambiguous" comes with `found`, all others with `error`
REASONS: Final = (
    "ambiguous",  # several subscribers, and no telling which one calls
    "credentials",  # 401, 403: it does not know us
    "payment",  # 402: our money there is used up
    "quota",  # 429: we ask too often
    "redirect",  # 3xx: it is elsewhere, and we do not follow
    "server",  # 5xx: its own trouble
    "status",  # any other that is neither an answer nor "not found"
    "too_large",
    "encoding",  # not the text that it says it is
    "not_json",
    "shape",  # JSON, but not what this directory answers
)


class Listing(NamedTuple):
    """A subscriber as a directory lists it; all texts are clean, and "" where it says nothing.

    :ivar country: ISO 3166 code of two letters, or ""
    :ivar kind: company or person, or "" where the directory does not tell
    :ivar secret: there is a subscriber, whose name or address is not given out
    """

    name: str = ""
    street: str = ""
    zip: str = ""
    city: str = ""
    country: str = ""
    org_number: str = ""
    kind: Literal["company", "person", ""] = ""
    secret: bool = False


class Question(NamedTuple):
    """What is asked, and all that a request may need besides.

    :ivar number: in E.164
    :ivar url: where; "" is where the directory always is; a template for the generic one
    :ivar login, secret: who we are there: caller id, profile or account, and its key
    :ivar country: ISO code of the country that is searched, or ""
    :ivar moment: seconds since 1970; :ivar nonce: 16 letters and digits drawn for this request
    :ivar headers, paths: of the generic directory, see `json_http`
    """

    number: str
    url: str = ""
    login: str = ""
    secret: str = ""
    country: str = ""
    moment: int = 0
    nonce: str = ""
    headers: str = ""
    paths: tuple[tuple[str, str], ...] = ()


class Request(NamedTuple):
    """A request to send. `secrets`: texts in it that nobody may read in a log or a record."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    secrets: tuple[str, ...] = ()
    method: str = "GET"
    body: bytes | None = None


class Answer(NamedTuple):
    """What came back.

    :ivar content_type, retry_after: the headers of these names, "" without
    :ivar whole: False when there was more than anybody is willing to read
    """

    status: int
    body: bytes = b""
    content_type: str = ""
    retry_after: str = ""
    whole: bool = True


class Understood(NamedTuple):
    """What an answer means.

    :ivar reason: one of `REASONS`, or ""
    :ivar price: what the directory says it took, in micro-units of its currency; None: it does not say
    :ivar retry_after: seconds for which it does not want to be asked; 0: it does not say
    """

    outcome: Outcome
    listing: Listing = Listing()
    reason: str = ""
    price: int | None = None
    retry_after: int = 0


NONE: Final = Understood("none")


def broken(reason: str, retry_after: int = 0) -> Understood:
    """An answer of no use."""
    return Understood("error", reason=reason, retry_after=retry_after)
