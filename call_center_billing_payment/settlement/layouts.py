"""The layouts that are known: their columns, and how a row of each is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import ccavenue, paypal
from .mapped import mapped
from .model import Mapping, Row

#: what a layout makes of a row's values: by the header's names, the line's number, the currency of rows without any
Understand = Callable[[dict[str, str], int, str], Row | None]


class Layout(NamedTuple):
    """A kind of file, told by columns that it must have."""

    key: str
    columns: frozenset[str]
    row: Understand


LAYOUTS = (
    Layout("paypal_settlement", frozenset(paypal.SETTLEMENT), paypal.settlement_row),
    Layout("paypal_activity", frozenset(paypal.ACTIVITY), paypal.activity_row),
    Layout("ccavenue", frozenset(ccavenue.COLUMNS), ccavenue.row),
)


def find_layout(header: list[str], mapping: Mapping | None) -> Layout | None:
    """The layout of a file with this header; a mapping goes before all that are known."""
    names = set(header)
    if mapping:
        wanted = {name for name in mapping if name}
        return Layout("mapped", frozenset(wanted), mapped(mapping)) if wanted <= names else None
    return next((layout for layout in LAYOUTS if layout.columns <= names), None)
