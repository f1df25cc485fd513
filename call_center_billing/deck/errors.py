"""Why a file, or one cell of it, cannot be used. Reasons are codes; whoever shows them finds the words."""

from __future__ import annotations

from typing import Final

REFUSALS: Final = (
    "empty",
    "too_large",
    "too_many_rows",
    "too_many_columns",
    "binary",
    "archive",
    "html",
    "legacy_xls",
    "encrypted",
    "damaged",
    "encoding",
    "quoting",
    "no_sheet",
    "no_header",
    "missing_columns",
    "bad_mapping",
)


class DeckRefused(ValueError):
    """The file as a whole, or the mapping that goes with it, is of no use.

    :ivar reason: one of REFUSALS
    :ivar found: what there was instead: the texts of the header row, the sheets' names, the encoding, a row number
    :ivar missing: the fields (or ``field=column`` of a mapping) that have no column
    """

    def __init__(self, reason: str, found: tuple[str, ...] = (), missing: tuple[str, ...] = ()) -> None:
        super().__init__(reason, found, missing)
        self.reason, self.found, self.missing = reason, found, missing


class Fault(Exception):
    """A cell that cannot be used; never leaves the package, where it becomes a `BadRow`."""

    def __init__(self, reason: str, value: str = "", field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value, self.field = reason, value, field
