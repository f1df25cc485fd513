"""Telephone numbers as switches write them, in E.164.

>>> se = Numbering("SE")
>>> se.normalise("46812345678").text, se.normalise("08-123 456 78").text, se.normalise("anonymous").kind
('+46812345678', '+46812345678', 'withheld')
"""

import re
from typing import Final, Literal, NamedTuple

import phonenumbers

from .country_codes import is_plain

Kind = Literal["e164", "withheld", "short"]

#: what switches put in place of a number that the caller withholds
WITHHELD = frozenset({"", "anonymous", "restricted", "private", "unavailable", "unknown", "withheld", "asterisk"})
#: characters that are kept of what is no telephone number
LONGEST: Final = 32
LETTER: Final = re.compile("[a-z]")
#: forms of a number that have letters of their own
ADDRESS: Final = re.compile(r"tel:|[^a-z]*ext")


class Number(NamedTuple):
    """`text`: +46812345678 for kind e164; "" when withheld; the digits as they came (112, an extension) when short."""

    text: str
    kind: Kind


class Rules(NamedTuple):
    """What a switch does to numbers besides; nothing, unless somebody says so.

    :ivar prefixes: what it puts in front of numbers, such as the digit for a line out; the longest one is taken off,
        once. A number with `+` has none
    :ivar short: numbers of up to so many digits are extensions or short codes, and stay as they are
    :ivar withheld: words and numbers, in lower case, that stand for a number that the caller withholds
    """

    prefixes: tuple[str, ...] = ()
    short: int = 0
    withheld: frozenset[str] = frozenset()


NO_RULES: Final = Rules()


class Numbering:
    """Normalises the numbers of one source; remembers what it has seen, for calls repeat their numbers.

    :param region: ISO code of the country whose national numbers the switch writes without a country code
    :param international: every number without `+` begins with its country code
    :param rules: of the source
    """

    def __init__(self, region: str, international: bool = False, rules: Rules = NO_RULES) -> None:
        self.region = region
        self.international = international
        self.rules = rules
        self._prefixes = sorted(filter(None, rules.prefixes), key=len, reverse=True)
        self._seen: dict[str, Number] = {}

    def normalise(self, raw: str) -> Number:
        """The number in E.164, or what it is instead."""
        number = self._seen.get(raw)
        if number is None:
            if len(self._seen) > 200_000:  # a switch under attack sends numbers without end
                self._seen.clear()
            number = self._seen[raw] = self._normalise(raw)
        return number

    def _normalise(self, raw: str) -> Number:
        text = raw.strip().lower()
        if text in WITHHELD or text in self.rules.withheld:
            return Number("", "withheld")
        kept = raw.strip()
        if prefix := self._prefix_of(text):
            kept = text = text[len(prefix) :].strip()
        if self._is_short(text) or _is_name(text):
            return Number(kept[:LONGEST], "short")
        if self.international and text[:1].isdigit() and not text.startswith("0"):
            text = f"+{text}"
        if is_plain(text):  # most are; phonenumbers takes seven times as long
            return Number(text, "e164")
        parsed = self._parse(text)
        if text[:1].isdigit() and not (parsed and phonenumbers.is_valid_number(parsed)):
            # many switches write 4791234567 for +47 91 23 45 67; believed only where it is no number of the region
            foreign = self._parse(f"+{text}")
            parsed = foreign if foreign and phonenumbers.is_valid_number(foreign) else parsed
        if parsed is None or not phonenumbers.is_possible_number(parsed):
            return Number(kept[:LONGEST], "short")
        return Number(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), "e164")

    def _is_short(self, text: str) -> bool:
        return 0 < len(text) <= self.rules.short and text.isascii() and text.isdigit()

    def _prefix_of(self, text: str) -> str:
        """What the switch has put before the number; short numbers have nothing before them."""
        if self._is_short(text):
            return ""
        found = (prefix for prefix in self._prefixes if text.startswith(prefix) and text != prefix)
        return next(found, "")

    def _parse(self, text: str) -> phonenumbers.PhoneNumber | None:
        try:
            return phonenumbers.parse(text, self.region)
        except phonenumbers.NumberParseException:
            return None


def _is_name(text: str) -> bool:
    """Letters make a name or a hardware address, though a telephone's keys have letters."""
    return LETTER.search(text) is not None and not ADDRESS.match(text)
