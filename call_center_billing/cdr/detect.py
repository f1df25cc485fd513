"""Which dialect is a file written in? Told by reading its first lines in each."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from .dialect import DIALECTS, Dialect
from .errors import FileRefused
from .lines import Line
from .model import Refused
from .reading import Reading

#: no record is too late when only its form matters
TRIAL: Final = Reading("UTC", datetime(9999, 1, 1, tzinfo=UTC))


def detect(first_lines: Iterable[Line]) -> list[str]:
    """The names of the dialects that the lines fit, best first; none if at least half cannot be read in any.

    :param first_lines: whole lines from the beginning of a file, as `split_lines` gives them, enough to hold a few
        records: twenty of most files, but an indented record of FreeSWITCH alone has some 400
    """
    lines = list(first_lines)
    shares = {name: _share(dialect, lines) for name, dialect in DIALECTS.items()}
    fitting = [name for name, share in shares.items() if share > 0.5]
    return sorted(fitting, key=lambda name: -shares[name])


def _share(dialect: Dialect, lines: list[Line]) -> float:
    """How much of the lines the dialect can read, from 0 to 1."""
    try:
        outcomes = list(dialect.read(lines, TRIAL))
    except FileRefused:
        return 0.0
    return sum(not isinstance(outcome, Refused) for outcome in outcomes) / len(outcomes)
