"""Telephone numbers as switches write them, in E.164.

>>> se = Numbering("SE")
>>> se.normalise("46812345678").text, se.normalise("08-123 456 78").text, se.normalise("anonymous").kind
('+46812345678', '+46812345678', 'withheld')
"""

from typing import Literal, NamedTuple

import phonenumbers

Kind = Literal["e164", "withheld", "short"]

#: what switches put in place of a number that the caller withholds
WITHHELD = frozenset({"", "anonymous", "restricted", "private", "unavailable", "unknown", "withheld", "asterisk"})


class Number(NamedTuple):
    """`text`: +46812345678 for kind e164; "" when withheld; the digits as they came (112, an extension) when short."""

    text: str
    kind: Kind


class Numbering:
    """Normalises the numbers of one source; remembers what it has seen, for calls repeat their numbers.

    :param region: ISO code of the country whose national numbers the switch writes without a country code
    :param international: every number without `+` begins with its country code
    """

    def __init__(self, region: str, international: bool = False) -> None:
        self.region = region
        self.international = international
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
        if text in WITHHELD:
            return Number("", "withheld")
        if self.international and text[:1].isdigit() and not text.startswith("0"):
            text = f"+{text}"
        parsed = self._parse(text)
        if text[:1].isdigit() and not (parsed and phonenumbers.is_valid_number(parsed)):
            # many switches write 4791234567 for +47 91 23 45 67; believed only where it is no number of the region
            foreign = self._parse(f"+{text}")
            parsed = foreign if foreign and phonenumbers.is_valid_number(foreign) else parsed
        if parsed is None or not phonenumbers.is_possible_number(parsed):
            return Number(raw.strip()[:32], "short")
        return Number(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), "e164")

    def _parse(self, text: str) -> phonenumbers.PhoneNumber | None:
        try:
            return phonenumbers.parse(text, self.region)
        except phonenumbers.NumberParseException:
            return None
