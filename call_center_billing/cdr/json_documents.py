"""The JSON objects of a file, however they are laid out: one a line, several on a line, over many lines, in a list.

Each line is scanned once, and what is kept of an object that does not end is bounded. An object that breaks off is
told where it stops and spares those behind it: in JSON nothing but `[`, `,` and `:` can stand before `{`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .fields import has_control
from .lines import Line

MAX_DOCUMENT: Final = 1_048_576
#: a whole string (which cannot go over a line's end), a quotation mark that begins one without end, a bracket
TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]')
#: what FreeSWITCH begins a record with, and nothing within it
FIRST: Final = '{"core-uuid"'
BETWEEN: Final = " \t,[]"


class Document(NamedTuple):
    #: the line it begins on
    line: int
    text: str
    #: how many lines it stands for, see the package's text
    lines: int
    #: "" or why it is none: encoding, too_long, control, json, unfinished; separator: nothing was to be expected
    fault: str


def documents(lines: Iterable[Line]) -> Iterator[Document]:
    """Every object, and every line that belongs to none."""
    scanner = _Scanner()
    for line in lines:
        yield from scanner.feed(line)
    yield from scanner.cut("unfinished")


class _Scanner:
    """The object that is being read: its parts, how deep in its brackets we are, and its lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._depth = self._size = self._first = self._lines = 0

    def feed(self, line: Line) -> Iterator[Document]:
        fault = line.fault or ("control" if has_control(line.text) else "")
        if fault:
            yield from self.cut("unfinished")
            yield Document(line.number, line.text, 1, fault)
            return
        if self._depth and self._begins_anew(line.text):
            yield from self.cut("unfinished")
        spare = 0 if self._depth else 1  # the line itself, until something stands for it
        self._lines += 1 - spare
        outside: list[str] = []
        for document in self._scan(line, outside, spare):
            yield document
            spare = 0
        if self._depth and self._first == line.number:
            spare = 0
        junk = "".join(outside).strip(BETWEEN)
        if junk or (spare and not self._depth):
            yield Document(line.number, junk or line.text, spare, "json" if junk else "separator")

    def _begins_anew(self, text: str) -> bool:
        return text.startswith(FIRST) or (text.startswith("{") and not self._parts[-1].endswith(("[", ",", ":")))

    def _scan(self, line: Line, outside: list[str], spare: int) -> Iterator[Document]:
        begin = 0
        for token in TOKEN.finditer(line.text):
            mark = token[0]
            if not self._depth:
                if mark == "{":
                    outside.append(line.text[begin : token.start()])
                    begin, self._depth, self._first, self._lines, spare = token.start(), 1, line.number, spare, 0
            elif mark == '"':
                self._parts.append(line.text[begin:])
                yield from self.cut("json")
                return
            elif mark in "{[":
                self._depth += 1
            elif mark in "}]":
                self._depth -= 1
                if not self._depth:
                    self._parts.append(line.text[begin : token.end()])
                    begin = token.end()
                    yield self._taken("")
        self._keep(line.text[begin:], outside)
        if self._size > MAX_DOCUMENT:
            yield from self.cut("too_long")

    def _keep(self, text: str, outside: list[str]) -> None:
        if self._depth:
            self._parts.append(text)
            self._size += len(text) + 1
        else:
            outside.append(text)

    def cut(self, fault: str) -> Iterator[Document]:
        """Give up the object that is being read, if any."""
        if self._depth:
            yield self._taken(fault)

    def _taken(self, fault: str) -> Document:
        document = Document(self._first, "\n".join(self._parts), self._lines, fault)
        self._parts = []
        self._depth = self._size = self._lines = 0
        return document
