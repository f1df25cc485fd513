"""What is wrong with a rate card, said so that the person who wrote the row can mend it."""

from __future__ import annotations


class CardError(ValueError):
    """A rate card that must not be published.

    :ivar row: position of the rate among the rates given to ``Card.compile`` (0 is the first), or None when the
        fault lies in an option of the card as a whole
    :ivar reason: what is wrong, in English
    """

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason if row is None else f"row {row}: {reason}")
        self.row = row
        self.reason = reason
