"""What a row says when its file lacks columns: nothing, so that what we have stays."""

from __future__ import annotations

from .mapping import BAND
from .model import DeckRow, Known, Terms


class Said:
    """Completes rows with our own terms.

    :param fields: the fields that the file has anything to say about
    """

    def __init__(self, fields: frozenset[str]) -> None:
        self._kept = [field for field in Terms._fields if field not in fields and field not in ("bands", "unit")]
        self._bands = frozenset(field.removeprefix(BAND) for field in fields if field.startswith(BAND))
        self._destination = "destination" in fields
        self._class = "destination_class" in fields

    def terms(self, row: DeckRow, before: Known | None) -> Terms:
        """What the row says, with our terms where it says nothing."""
        terms = row.terms
        if before is None or terms == before.terms:
            return terms
        ours = before.terms
        kept = {field: getattr(ours, field) for field in self._kept}
        silent = [band for band in ours.bands if band[0] not in self._bands]
        if silent:
            kept["bands"] = tuple(sorted([*terms.bands, *silent]))
        return terms._replace(**kept)

    def labels(self, row: DeckRow, before: Known | None) -> tuple[str, str]:
        """Destination and its class; an empty text says nothing."""
        if before is None:
            return row.destination, row.destination_class
        named = row.destination if self._destination and row.destination else before.destination
        group = row.destination_class if self._class and row.destination_class else before.destination_class
        return named, group

    def same(self, row: DeckRow, price: Known) -> bool:
        """Whether the row says nothing that the price does not."""
        if row.terms == price.terms and row[3:5] == price[3:5]:  # destination and class
            return True
        if self.labels(row, price) != (price.destination, price.destination_class):
            return False
        return self.terms(row, price) == price.terms
