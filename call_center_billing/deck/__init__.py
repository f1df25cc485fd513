"""What does a supplier's rate deck (or our own export) say, and how does it differ from the prices that we have?

A pure package: bytes in, named tuples out. It knows no data base, no clock, no currency and no sentences: refusals and
faults are codes. Money is whole micro-units. Times are naive, on the wall clock of whoever wrote the file: the caller
turns them into moments, and gives `effective` and the validity of prices on that same clock.

    table = open_table(data)                           # only to look at: kind, header, first rows; or DeckRefused
    mapping = guess(table.header, bands)               # which column is what; to be confirmed by a person
    stored = mapping.to_dict()                         # plain JSON, remembered per supplier: Mapping.from_dict(stored)
    deck = read_deck(data, mapping, bands)             # deck.rows, deck.bad (row, field, value, reason), deck.notes
    seen = compare(deck, prices, full=True, effective=moment)
    seen.changes, seen.totals                          # each row: new, up, down, changed, unchanged, closed, …
    seen.endings                                       # prices of ours that end otherwise, or have to go
    after = result(prices, seen)                       # the prices that then hold; new ones have id 0
    lines = write_csv(prices, bands, decimal=",")      # our own format; read_deck(b"".join(lines)) gives the same again

`prices` are `Known`: the price list in force. To apply a comparison: set the new `valid_to` of each `Ending` (or delete
the price when it is `removed`), then write each `Change` that `writes`, with its `terms`, labels, `valid_from` and
`valid_to`. Comparing the same file again then finds everything unchanged (or ``expired``, which changes nothing).

* A file without a column says nothing about that field: our own value stays. An empty cell in a column is its default.
* One row may have several prefixes ("70, 72-73" after a country code); it then gives several `DeckRow`.
* Rows of one prefix with different dates follow each other; a row without an end lasts until the next one begins.
* A row with a status such as "closed" or "blocked", or with such a word for a price, closes what holds from then on.
* Two rows of one prefix that begin at the same moment, or overlap by an explicit end: the lower one is bad.

The codes: ``REFUSALS`` (`DeckRefused.reason`), ``REASONS`` (`BadRow.reason`), `Note.code`, `Change.kind`.
"""

from .change import Change, Comparison, Ending, Kind, Totals, result
from .compare import compare
from .errors import REFUSALS, DeckRefused
from .guess import guess
from .mapping import BAND, FIELDS, Mapping
from .model import REASONS, SERVICES, BadRow, Cell, DeckRow, Key, Known, Note, Service, Step, Terms, Unit
from .read import Deck, read_deck, read_table
from .table import DEFAULT_LIMITS, Limits, Table, open_table
from .write import write_csv

__all__ = [
    "BAND",
    "DEFAULT_LIMITS",
    "FIELDS",
    "REASONS",
    "REFUSALS",
    "SERVICES",
    "BadRow",
    "Cell",
    "Change",
    "Comparison",
    "Deck",
    "DeckRefused",
    "DeckRow",
    "Ending",
    "Key",
    "Kind",
    "Known",
    "Limits",
    "Mapping",
    "Note",
    "Service",
    "Step",
    "Table",
    "Terms",
    "Totals",
    "Unit",
    "compare",
    "guess",
    "open_table",
    "read_deck",
    "read_table",
    "result",
    "write_csv",
]
