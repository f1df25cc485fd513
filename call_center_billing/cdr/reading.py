"""What a dialect is told about a file, and how it takes a file apart so that nothing is lost and nothing raises."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from .errors import FileRefused
from .fields import BadField, has_control
from .lines import Line
from .model import Fate, Refused

#: a refused value is quoted up to this length
QUOTED = 80


class Reading(NamedTuple):
    """What a dialect must be told about the source."""

    #: IANA name of the zone that the switch writes its times in
    timezone: str
    #: when the file came to us; calls more than a day later are not believed
    received_at: datetime


def by_line(lines: Iterable[Line], check: Callable[[Line], None], read: Callable[[Line], Fate]) -> Iterator[Fate]:
    """One fate for each line.

    :param check: raises FileRefused if the first line cannot be one of such a file
    :param read: may raise BadField, which refuses the line
    """
    for line in checked(lines, check):
        yield judge(line, read)


def checked(lines: Iterable[Line], check: Callable[[Line], None]) -> Iterator[Line]:
    """The lines as they are; a file without any, or whose first cannot be one of such a file, is turned away."""
    first = True
    for line in lines:
        if first:
            if has_control(line.text):
                raise FileRefused("binary")
            check(line)
            first = False
        yield line
    if first:
        raise FileRefused("empty")


def judge(line: Line, read: Callable[[Line], Fate]) -> Fate:
    """What `read` makes of the line, or why it cannot be read."""
    if line.fault:
        return Refused(line.number, line.text, line.fault, "", "")
    try:
        return read(line)
    except BadField as error:
        return refused(error, line.number, line.text)


def refused(error: BadField, number: int, raw: str, lines: int = 1) -> Refused:
    """The refusal that a bad field leads to."""
    return Refused(number, raw, error.reason, error.field, error.value[:QUOTED], lines)
