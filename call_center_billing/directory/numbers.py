"""Telephone numbers, as directories want to be asked for them and as registers write them.

>>> national("+46701740605"), national("+4722334455"), digits("+46701740605")
('0701740605', '22334455', '46701740605')
>>> Region("SE").e164("070-174 06 05"), Region("SE").e164("0046 8 465 004 00"), Region("SE").e164("701740605")
('+46701740605', '+46846500400', '')
>>> Region("NO").e164("22 33 44 55")
'+4722334455'
"""

import re
from typing import Final

import phonenumbers

E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
BETWEEN: Final = re.compile(r"[\s\-/().\u2010-\u2015]+")


def is_e164(number: str) -> bool:
    """Whether it is a telephone number with its country code, in digits and nothing else."""
    return bool(E164.fullmatch(number)) and number.isascii()


def digits(number: str) -> str:
    """The number without its `+`."""
    return number.removeprefix("+")


def national(number: str) -> str:
    """The number as it is dialled in its own country; the digits as they are if no country has such a number."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return digits(number)
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(character for character in shown if character.isdigit())


def same(one: str, other: str, region: str) -> bool:
    """Whether `other`, as a directory of `region` writes it, is the number `one` in E.164."""
    return Region(region).e164(other) == one


class Region:
    """Reads the numbers of one country's registers. Quick, for registers are large: no country's plan is looked at.

    :param code: ISO code, or "": all numbers have a country code
    """

    def __init__(self, code: str) -> None:
        calling = phonenumbers.country_code_for_region(code.upper()) if code else 0
        self.calling = str(calling) if calling else ""
        self.trunk = phonenumbers.ndd_prefix_for_region(code.upper(), True) or "" if calling else ""

    def e164(self, raw: str) -> str:
        """The number in E.164; "" if it is none."""
        text = BETWEEN.sub("", raw)
        plus, text = text.startswith("+"), text.removeprefix("+")
        if not (text.isascii() and text.isdigit()):
            return ""
        number = f"+{text}" if plus else self._completed(text)
        return number if is_e164(number) else ""

    def _completed(self, text: str) -> str:
        if text.startswith("00"):
            return f"+{text[2:]}"
        if self.trunk and text.startswith(self.trunk):
            return f"+{self.calling}{text[len(self.trunk) :]}"
        if self.calling and len(text) > 9 and text.startswith(self.calling):
            return f"+{text}"
        return f"+{self.calling}{text}" if self.calling and not self.trunk else ""
