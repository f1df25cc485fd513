"""One field of a record as a value, or why it is none.

>>> seconds_of("65", "billsec"), clock_seconds("00:05:36", "duration")
(65, 336)
"""

import csv
import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .reading import Reading

#: longer is no call and no session
MAX_SECONDS: Final = 366 * 86_400
#: a key is kept in an index of the database, whose entries are bounded
MAX_IDENTITY: Final = 400
#: what is longer is shortened to HEAD characters of its first part, `~` and DIGEST characters of a digest
LONGEST_KEY: Final = 40
HEAD: Final = 23
DIGEST: Final = 16
CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\ud800-\udfff]")
CLOCK: Final = re.compile(r"(?:(\d{1,3})\.)?(\d{1,4}):([0-5]\d):([0-5]\d)(?:\.\d+)?", re.ASCII)
DECIMAL: Final = re.compile(r"(\d{1,15})(?:\.(\d{1,9}))?", re.ASCII)


class BadField(ValueError):
    """A field that cannot be read."""

    def __init__(self, reason: str, field: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.field, self.value = reason, field, value


def has_control(text: str) -> bool:
    """Whether text holds what no record holds and no database stores: control characters, half characters."""
    return CONTROL.search(text) is not None


def cells_of(text: str, delimiter: str = ",") -> list[str]:
    """The cells of a line of CSV with quotation marks doubled inside quoted cells.

    :raise BadField: control characters, or quotation marks that do not match
    """
    if has_control(text):
        raise BadField("control", "", "")
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True), [])
    except csv.Error as error:
        raise BadField("quoting", "", str(error)) from error


def seconds_of(text: str, field: str) -> int:
    """Whole seconds, not negative and not absurd."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > MAX_SECONDS:
        raise BadField("seconds", field, text)
    return int(text)


def clock_seconds(text: str, field: str) -> int:
    """`HH:MM:SS` in whole seconds; hours may exceed a day, or days stand in front as in `1.02:00:00`."""
    found = CLOCK.fullmatch(text)
    if not found:
        raise BadField("seconds", field, text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return seconds_of(str(days * 86_400 + hours * 3_600 + minutes * 60 + seconds), field)


def rounded_up(text: str, field: str) -> int:
    """Seconds with decimals, rounded up to whole ones."""
    return units_of(text, field, 1, ".")


def units_of(text: str, field: str, seconds: int, mark: str) -> int:
    """A number of units of so many seconds each, maybe with decimals behind the mark, in seconds rounded up.

    >>> units_of("1,13", "talk", 60, ",")
    68
    """
    return seconds_of(str(_times(text, field, seconds, mark, "seconds")), field)


def parts_of(text: str, field: str, parts: int, mark: str) -> int:
    """A number of units of so many parts each, maybe with decimals behind the mark, in parts rounded up.

    >>> parts_of("2.5", "quantity", 1_000_000, ".")
    2500000
    """
    return amount_of(str(_times(text, field, parts, mark, "number")), field)


def _times(text: str, field: str, factor: int, mark: str, reason: str) -> int:
    found = DECIMAL.fullmatch(text if mark == "." else text.replace(".", " ").replace(mark, "."))
    if not found:
        raise BadField(reason, field, text)
    decimals = found[2] or ""
    return -(-int(found[1] + decimals) * factor // int("1" + "0" * len(decimals)))


def amount_of(text: str, field: str) -> int:
    """A count, such as octets; not negative."""
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise BadField("number", field, text)
    return int(text)


def epoch_of(text: str, field: str) -> int:
    """Seconds since 1970, 0 if it did not happen (empty or 0)."""
    whole = text.partition(".")[0]
    if not whole:
        return 0
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 11:
        raise BadField("date", field, text)
    return int(whole)


def moment_of(text: str, field: str, reading: "Reading") -> datetime:
    """The moment of an epoch, which must have happened."""
    epoch = epoch_of(text, field)
    if not epoch:
        raise BadField("date", field, text)
    try:
        moment = datetime.fromtimestamp(epoch, UTC)
    except (ValueError, OverflowError) as error:  # beyond the year 9999
        raise BadField("date", field, text) from error
    return believed(moment, text, field, reading)


def believed(moment: datetime, text: str, field: str, reading: "Reading") -> datetime:
    """The moment itself, unless it is more than a day after the file came, or before there were such clocks."""
    if moment.year < 1970:
        raise BadField("date", field, text)
    if moment > reading.received_at + timedelta(days=1):
        raise BadField("future", field, text)
    return moment


def identity_of(field: str, *parts: str) -> str:
    """The parts as one key, as short as `compact` makes it.

    :raise BadField: there is none, or it is too long to be one
    """
    identity = "/".join(parts)
    if not parts[0] or len(identity) > MAX_IDENTITY:
        raise BadField("identity", field, identity)
    return compact(identity)


def compact(identity: str) -> str:
    """A long key as the beginning of its first part and a digest of it all: keys are in an index with every call.

    >>> compact("1795317846.37/52"), compact("1795317846.37/PJSIP/telia-00000012/2026-11-22 03:24:06/Dial")
    ('1795317846.37/52', '1795317846.37~d97843ca43662480')
    """
    if len(identity) <= LONGEST_KEY:
        return identity
    digest = hashlib.md5(identity.encode(), usedforsecurity=False).hexdigest()
    return f"{identity.partition('/')[0][:HEAD]}~{digest[:DIGEST]}"
