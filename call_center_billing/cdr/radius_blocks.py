"""The blocks of a RADIUS detail file: a line with the time, then one attribute a line.

>>> attribute_of('Cisco-AVPair = "h323-call-origin=answer"')
('h323-call-origin', 'answer')
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .fields import has_control
from .lines import Line

#: `Tue Apr 11 11:10:42 2017`
HEADER: Final = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})", re.ASCII)
ATTRIBUTE: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]*)(?::\d+)? *(?:\+=|:=|=) *(.*)", re.ASCII)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: a packet has 4,096 octets; escaped and with the names of its attributes it is still far smaller than this
MAX_BLOCK: Final = 262_144


class Block(NamedTuple):
    """One packet."""

    #: number of its first line
    line: int
    raw: str
    lines: int
    #: "" or why it is none: encoding, too_long, control, form
    fault: str
    #: `2017-04-11 11:10:42`, "" if the block began without a time
    time: str
    #: the first value of each name
    attributes: dict[str, str]


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """The blocks, each when it ends. One with a line that cannot be read is at fault as a whole: it may lack octets."""
    held: list[Line] = []
    size = 0
    for line in lines:
        if held and not line.fault and time_of(line.text):
            yield _block(held)
            held, size = [], 0
        held.append(line)
        size += len(line.text) + 1
        if size > MAX_BLOCK:
            yield _block(held)._replace(fault="too_long", raw=held[0].text)
            held, size = [], 0
    if held:
        yield _block(held)


def time_of(text: str) -> str:
    """The time that a block begins with, as `2017-04-11 11:10:42`; empty if the line is no such time."""
    found = HEADER.fullmatch(text)
    if not found or found[1] not in MONTHS:
        return ""
    return f"{found[4]}-{MONTHS.index(found[1]) + 1:02}-{int(found[2]):02} {found[3]}"


def attribute_of(text: str) -> tuple[str, str]:
    """Name and value of an attribute's line, without the quotation marks, or the value's own name in front of it.

    A Cisco-AVPair is the attribute that it names.
    """
    found = ATTRIBUTE.fullmatch(text)
    if not found:
        return "", ""
    name, value = found[1], found[2].strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    inner, equals, rest = value.partition("=")
    if equals and name == "Cisco-AVPair":
        return inner.strip(), rest
    return name, rest if equals and inner == name else value


def _block(held: list[Line]) -> Block:
    time = time_of(held[0].text)
    attributes: dict[str, str] = {}
    fault = ""
    for line in held[1:] if time else held:
        name, value = attribute_of(line.text)
        attributes.setdefault(name, value)
        fault = fault or line.fault or ("control" if has_control(line.text) else "" if name else "form")
    return Block(held[0].number, "\n".join(line.text for line in held), len(held), fault, time, attributes)
