"""What a person says about a file of a format of its own: which column is what. Checked before any file is read.

A mapping is a dict of plain values, so that it can be kept as JSON:

 * `columns`: by field the column, as its heading or its position (1 is the first). Needed: a_number, b_number, start,
   talk (unless all rows are texts or data), quantity (if rows may be data). More: end, duration, disposition,
   account_code, trunk, agent, queue, identity, service. `start`, `end` and `identity` may be lists of columns: a date
   and a time, the parts of a key.
 * `constants`: by field the text that every call is to have where the file has no column for it; for a_number,
   b_number, account_code, trunk, agent and queue.
 * `delimiter`: one character, `,` if it is not said. `header`: whether the first line has headings; True if not said.
 * `encoding`: of the file's text, one of `ENCODINGS`; `utf-8` if not said. `sheet`: of a workbook, the first if not
   said. Neither is used in reading lines: whoever makes lines of a file asks for them.
 * `date`: `auto` (year first or day first, never month first), `epoch`, or a format of %Y %y %m %d %H %I %M %S %p %b %B
   %f, each once, such as `%m/%d/%Y %I:%M:%S %p`.
 * `timezone`: an IANA name, where it is not the source's.
 * `length`: what talk and duration are written in: `seconds` or `minutes` (both may have decimals and are rounded up to
   whole seconds), or `clock` (HH:MM:SS). `decimal`: the decimal mark of the first two, `.` if not said, or `,`.
 * `dispositions`: by outcome (answered, no_answer, busy, failed, denied) the words for it. Without the column
   disposition a call was answered if it has talk time; texts and data were delivered if there are any.
 * `service`: what a row is, `voice` if not said, or message, data, agent. With the column service it is told by row:
   `services` has the words by service.
 * `volume`: what quantities of data are written in: `octets` if not said, `kilobytes` (1,000) or `megabytes`
   (1,000,000), with decimals, rounded up to whole octets. A row of texts is one text where there is no quantity.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .fields import has_control
from .model import Outcome, Service

NEEDED: Final = ("a_number", "b_number", "start")
OPTIONAL: Final = (
    *("talk", "end", "duration", "disposition", "account_code", "trunk", "agent", "queue", "identity", "service"),
    "quantity",
)
SEVERAL: Final = ("start", "end", "identity")
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
SERVICES: Final[tuple[Service, ...]] = get_args(Service)
#: octets of the units in which data is written
VOLUMES: Final = {"octets": 1, "kilobytes": 1_000, "megabytes": 1_000_000}
DIRECTIVE: Final = re.compile(r"%(.?)", re.DOTALL)
#: what a format may be made of; no zones, for `timezone` tells them
DIRECTIVES: Final = frozenset("YymdHIMSpbBf")
SOME_TIME: Final = datetime(2026, 11, 22, 15, 22, 52)
LENGTHS: Final = ("seconds", "minutes", "clock")
ENCODINGS: Final = ("utf-8", "cp1252", "iso8859-15", "cp850", "utf-16")
#: fields that may be the same for all calls of a file
CONSTANT: Final = ("a_number", "b_number", "account_code", "trunk", "agent", "queue")
KEYS: Final = (
    *("columns", "constants", "delimiter", "header", "encoding", "sheet", "date", "timezone", "length", "decimal"),
    *("dispositions", "service", "services", "volume"),
)

Meaning = TypeVar("Meaning", bound=str)

#: a column by its heading, or by its position from 0
Column = str | int


class MappingError(ValueError):
    """A mapping that no file can be read by.

    :param key: the key at fault, such as `columns.talk`
    :param reason: unknown, missing, value
    """

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key, self.reason = key, reason


class Layout(NamedTuple):
    """A mapping that has been checked."""

    columns: dict[str, list[Column]]
    constants: dict[str, str]
    delimiter: str
    header: bool
    encoding: str
    sheet: str
    date: str
    timezone: str
    length: str
    decimal: str
    #: by the word in lower case
    dispositions: dict[str, Outcome]
    #: of rows without a word for it
    service: Service
    #: by the word in lower case
    services: dict[str, Service]
    volume: str

    @property
    def headings(self) -> list[str]:
        """The headings that a file must have."""
        return [column for columns in self.columns.values() for column in columns if isinstance(column, str)]


def layout_of(mapping: Mapping[str, Any]) -> Layout:
    """The layout that a mapping describes.

    :raise MappingError: it describes none; the first fault found
    """
    for key in mapping:
        if key not in KEYS:
            raise MappingError(str(key), "unknown")
    constants = _constants(mapping.get("constants", {}))
    layout = Layout(
        columns=_columns(mapping.get("columns"), constants),
        constants=constants,
        delimiter=_text(mapping, "delimiter", ","),
        header=mapping.get("header", True),
        encoding=_text(mapping, "encoding", "utf-8"),
        sheet=_text(mapping, "sheet", ""),
        date=_text(mapping, "date", "auto"),
        timezone=_text(mapping, "timezone", ""),
        length=_text(mapping, "length", "seconds"),
        decimal=_text(mapping, "decimal", "."),
        dispositions=_words(mapping, "dispositions", OUTCOMES),
        service=_service(mapping.get("service", "voice")),
        services=_words(mapping, "services", SERVICES),
        volume=_text(mapping, "volume", "octets"),
    )
    for key, sound in _checks(layout).items():
        if not sound:
            raise MappingError(key, "value")
    _check_measured(layout)
    return layout


def _check_measured(layout: Layout) -> None:
    """What rows may be, they must be able to say how much of."""
    services = set(layout.services.values()) or {layout.service}
    if services & {"voice", "agent"} and "talk" not in layout.columns:
        raise MappingError("columns.talk", "missing")
    if "data" in services and "quantity" not in layout.columns:
        raise MappingError("columns.quantity", "missing")


def _checks(layout: Layout) -> dict[str, bool]:
    return {
        "delimiter": len(layout.delimiter) == 1 and layout.delimiter not in '"\r\n',
        "header": isinstance(layout.header, bool),
        "encoding": layout.encoding in ENCODINGS,
        "date": layout.date in ("auto", "epoch") or _is_format(layout.date),
        "timezone": not layout.timezone or _is_zone(layout.timezone),
        "length": layout.length in LENGTHS,
        "decimal": layout.decimal in (".", ","),
        "columns": layout.header is True or not layout.headings,
        "dispositions": ("disposition" in layout.columns) == bool(layout.dispositions),
        "services": ("service" in layout.columns) == bool(layout.services),
        "volume": layout.volume in VOLUMES,
    }


def _columns(columns: Any, constants: Mapping[str, str]) -> dict[str, list[Column]]:
    if not isinstance(columns, Mapping):
        raise MappingError("columns", "missing")
    for field in NEEDED:
        if field not in columns and field not in constants:
            raise MappingError(f"columns.{field}", "missing")
    return {str(field): _column(str(field), column) for field, column in columns.items()}


def _column(field: str, column: Any) -> list[Column]:
    if field not in NEEDED + OPTIONAL:
        raise MappingError(f"columns.{field}", "unknown")
    parts = column if isinstance(column, list | tuple) and field in SEVERAL else [column]
    if not parts or not all(_is_column(part) for part in parts):
        raise MappingError(f"columns.{field}", "value")
    return [part - 1 if isinstance(part, int) else part.strip().lower() for part in parts]


def _is_column(part: Any) -> bool:
    if isinstance(part, str):
        return bool(part.strip())
    return isinstance(part, int) and not isinstance(part, bool) and 1 <= part <= 1_000


def _constants(constants: Any) -> dict[str, str]:
    if not isinstance(constants, Mapping):
        raise MappingError("constants", "value")
    for field, text in constants.items():
        if field not in CONSTANT:
            raise MappingError(f"constants.{field}", "unknown")
        if not isinstance(text, str) or has_control(text):
            raise MappingError(f"constants.{field}", "value")
    return {str(field): text.strip() for field, text in constants.items()}


def _service(name: Any) -> Service:
    service = next((service for service in SERVICES if service == name), None)
    if service is None:
        raise MappingError("service", "value")
    return service


def _words(mapping: Mapping[str, Any], key: str, meanings: tuple[Meaning, ...]) -> dict[str, Meaning]:
    """By the word in lower case what it means."""
    by_meaning = mapping.get(key, {})
    if not isinstance(by_meaning, Mapping):
        raise MappingError(key, "value")
    words: dict[str, Meaning] = {}
    for name, said in by_meaning.items():
        meaning = next((meaning for meaning in meanings if meaning == name), None)
        if meaning is None:
            raise MappingError(f"{key}.{name}", "unknown")
        if not isinstance(said, list | tuple) or not all(isinstance(word, str) for word in said):
            raise MappingError(f"{key}.{name}", "value")
        words |= {word.strip().lower(): meaning for word in said}
    return words


def _text(mapping: Mapping[str, Any], key: str, default: str) -> str:
    value = mapping.get(key, default)
    if not isinstance(value, str):
        raise MappingError(key, "value")
    return value


def _is_format(date: str) -> bool:
    """Whether a date and time, down to the minute, can be written in the format and read again."""
    directives = DIRECTIVE.findall(date)
    if len(set(directives)) < len(directives) or not set(directives) <= DIRECTIVES:
        return False
    try:
        read = datetime.strptime(SOME_TIME.strftime(date), date)
    except ValueError:
        return False
    return read.replace(second=0) == SOME_TIME.replace(second=0)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
