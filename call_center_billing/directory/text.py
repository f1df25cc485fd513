"""Texts of strangers, made fit to be kept; and texts of ours, made fit to be sent.

>>> plain(" Anna\\t\\x00 Berg\\n"), plain(None), plain(12), plain(True)
('Anna Berg', '', '12', '')
>>> quoted("+46 å")
'%2B46%20%C3%A5'
"""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 200
#: characters that a URL may have in a value as they are
SAFE: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
MASK: Final = "•••"
TRUE: Final = frozenset({"1", "true", "yes", "y", "x", "ja", "j", "sant", "secret", "hemlig", "hemligt", "protected"})
FALSE: Final = frozenset({"", "0", "false", "no", "n", "nej", "falskt", "public"})


def plain(value: object, longest: int = LONGEST) -> str:
    """A text or whole number as one line without control characters; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        return ""
    text = text[: longest * 4]
    if not text.isprintable():  # seldom: registers are large, and this is asked of all their cells
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())[:longest].rstrip()


def storable(text: str) -> str:
    """The text without what a database cannot hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def is_true(value: object) -> bool:
    """Whether a value of JSON says yes, in whatever way."""
    if isinstance(value, str):
        return value.strip().lower() in TRUE
    return bool(value)


def quoted(text: str) -> str:
    """A value, percent-encoded for a URL."""
    return "".join(chr(byte) if byte in SAFE else f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """A URL's query, without the question mark."""
    return "&".join(f"{name}={quoted(value)}" for name, value in pairs)


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret hidden, as it is or percent-encoded.

    >>> masked("?key=a%26b a&b", ["a&b"])
    '?key=••• •••'
    """
    forms = {form for secret in secrets if secret for form in (secret, quoted(secret), _loosely_quoted(secret))}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, MASK)
    return text


def _loosely_quoted(text: str) -> str:
    """As others quote it who write a blank as `+`, and codes in small letters."""
    return "".join(chr(byte) if byte in SAFE else "+" if byte == 32 else f"%{byte:02x}" for byte in text.encode())
