"""Comparisons as rows of the table of lines."""

from ...deck.mapping import BAND
from ...money import format_micro
from .deck_texts import BAND_FIELD, FIELD_LABELS, STORED_KINDS

MILLION = 1_000_000
HUNDREDTHS = 10_000
# parts of the terms that have no column of their own
OTHER = (
    *("unit", "free_seconds", "minimum_seconds", "first_increment", "next_increment", "minimum_charge"),
    *("maximum_charge", "maximum_rule", "steps"),
)
MONEY = frozenset({"minimum_charge", "maximum_charge"})


def change_text(change):
    """A change of price for people: "4670 Sweden mobile: +12.50 % (0.40 → 0.45)"; "" for none."""
    if change is None:
        return ""
    hundredths = round(change.relative / (MILLION // HUNDREDTHS))
    percent = f"{'-' if hundredths < 0 else '+'}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d} %"
    name = f"{change.row.prefix or '*'} {change.destination}".strip()
    return f"{name}: {percent} ({format_micro(change.before.terms.price)} → {format_micro(change.terms.price)})"


class DeckLines:
    """Makes lines of a reading.

    :param deck: the `call.deck`
    :param Reading reading: file and comparison
    """

    def __init__(self, deck, reading):
        self.env, self._reading = deck.env, reading
        self._own = (deck.id, deck.company_id.id or None, deck.currency_id.id)
        self._labels = dict(deck.env["call.deck.mapping.column"]._fields["field_name"]._description_selection(deck.env))
        self._columns = self._column_names(deck)
        self._what = {}

    def rows(self):
        """Tuples in the order of `call_deck_line.COLUMNS`."""
        for bad in self._reading.deck.bad:
            yield self._bad(bad)
        for change in self._reading.comparison.changes:
            if change.kind in STORED_KINDS:
                yield self._clash(change) if change.kind == "error" else self._change(change)

    def _column_names(self, deck):
        """{field: the column's text in the file, or the field's name}"""
        names = {name: self._labels[name] for name, _label in FIELD_LABELS}
        for column in deck.mapping_id.column_ids:
            if (field := column._engine_field()) and column.header:
                names[field] = column.header
        return names

    def _column(self, field):
        fallback = f"{self._labels[BAND_FIELD]} {field.removeprefix(BAND)}" if field.startswith(BAND) else field
        return self._columns.get(field, fallback) or None

    def _bad(self, bad):
        prefix = bad.prefixes[0] if len(bad.prefixes) == 1 else None
        head = (*self._own, bad.row, "error", prefix, None, False, None)
        return (*head, *[None] * 8, None, self._column(bad.field), bad.value or None, bad.reason, bad.raw or None)

    def _clash(self, change):
        row = change.row
        head = (*self._own, row.row, "error", row.prefix or "*", row.destination, False, row.caller_class or None)
        return (*head, *[None] * 8, None, self._column("valid_from"), None, "duplicate", None)

    def _change(self, change):
        row, before, after = change.row, change.before, change.terms
        utc = self._reading.clock.utc
        ours = before.terms if before else None
        caller = row.caller_class if row else before.caller_class
        new = change.writes and self._reading.names.destination_id(change.destination) is None
        either = after or ours
        return (
            *self._own,
            row.row if row and row.row else None,
            change.kind,
            (row.prefix if row else before.prefix) or "*",
            change.destination or (before.destination if before else None),
            new,
            caller or None,
            either.unit if either else None,
            ours.price if ours else None,
            after.price if after else None,
            None if change.relative is None else change.relative / MILLION,
            ours.connection_fee if ours else None,
            after.connection_fee if after else None,
            utc(change.valid_from),
            utc(change.valid_to),
            self._other(change) or None,
            *(None, None, None, None),
        )

    def _other(self, change):
        """What changes besides price, fee and beginning, in words."""
        before, after = change.before, change.terms
        if before is None or after is None:
            return ""
        key = (before.terms, after)
        if key not in self._what:
            self._what[key] = "" if before.terms == after else "; ".join(self._differences(before.terms, after))
        found = [self._what[key]] if self._what[key] else []
        if before.destination != change.destination:
            found.append(f"{self._labels['destination']}: {before.destination} → {change.destination}")
        if not change.writes and before.valid_to != change.valid_to:
            found.append(f"{self._labels['valid_to']}: {before.valid_to or '–'} → {change.valid_to or '–'}")
        return "; ".join(found)

    def _differences(self, ours, theirs):
        for name in OTHER:
            old, new = getattr(ours, name), getattr(theirs, name)
            if old != new:
                yield f"{self._labels[name]}: {_shown(name, old)} → {_shown(name, new)}"
        was, becomes = dict(ours.bands), dict(theirs.bands)
        for band in sorted(was | becomes):
            if was.get(band) != becomes.get(band):
                yield f"{band}: {_shown(BAND, was.get(band))} → {_shown(BAND, becomes.get(band))}"


def _shown(name, value):
    if value is None or value == ():
        return "–"
    if name == "steps":
        return ", ".join(f"{step.start}: {format_micro(step.price)}/{step.increment}" for step in value)
    return format_micro(value) if name in MONEY or name == BAND else str(value)
