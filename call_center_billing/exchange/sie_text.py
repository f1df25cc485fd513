"""How SIE writes a record: fields, quotes, amounts, and a character set of 1981."""

import unicodedata
from datetime import date

#: what SIE calls PC8
ENCODING = "cp437"
#: stands for a character that PC8 lacks, so that everybody sees that something was there
MISSING = "?"
#: signs that only look different
ALIKE = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "\u2212": "-"})
#: letters that need no quotes around them
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+.,_/")


def pc8(text: str) -> str:
    """The text in characters of PC8: line ends and other control characters are blanks, what is missing is `MISSING`.

    A backslash becomes a slash: before a quote it would hide the end of a field.

    >>> pc8("Åsa’s café, 5 €")
    "Åsa's café, 5 ?"
    """
    composed = unicodedata.normalize("NFC", text).translate(ALIKE).replace("\\", "/")
    return "".join(_character(character) for character in composed)


def _character(character: str) -> str:
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    try:
        character.encode(ENCODING)
    except UnicodeEncodeError:
        return MISSING
    return character


def quoted(text: str) -> str:
    """A field with quotes around it, those within after a backslash."""
    return '"' + pc8(text).replace('"', '\\"') + '"'


def field(text: str) -> str:
    """A field, with quotes where it needs them.

    >>> field("1930"), field("A 1"), field("")
    ('1930', '"A 1"', '""')
    """
    return text if text and _PLAIN.issuperset(text) else quoted(text)


def amount(hundredths: int) -> str:
    """An amount with two decimals after a point.

    >>> amount(-5), amount(123456)
    ('-0.05', '1234.56')
    """
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole}.{rest:02}"


def day(moment: date) -> str:
    """A date as YYYYMMDD."""
    return f"{moment.year:04}{moment.month:02}{moment.day:02}"
