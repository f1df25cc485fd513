"""A deck that has been read, as bytes: applying it takes what was previewed, and does not read the file again."""

import gzip
import json
from datetime import datetime

from ...deck import BadRow, Deck, DeckRow, Mapping, Step, Terms


def packed(deck):
    """
    :param deck.Deck deck: rows, faults and fields of it are kept
    :rtype: bytes
    """
    numbers = {}
    rows = [
        (
            *(row.row, row.prefix, numbers.setdefault(row.terms, len(numbers)), row.destination),
            *(row.destination_class, row.caller_class, _text(row.valid_from), _text(row.valid_to)),
            *(row.closed, row.rounded),
        )
        for row in deck.rows
    ]
    content = {"fields": sorted(deck.fields), "terms": list(numbers), "rows": rows, "bad": deck.bad}
    return gzip.compress(json.dumps(content, separators=(",", ":")).encode(), 1)


def unpacked(raw):
    """The deck that `packed` was given, without notes and table.

    :rtype: deck.Deck
    """
    content = json.loads(gzip.decompress(raw))
    terms = [_terms(values) for values in content["terms"]]
    moments = {None: None}
    rows = [
        DeckRow(row, prefix, terms[number], *texts, _moment(since, moments), _moment(until, moments), closed, rounded)
        for row, prefix, number, *texts, since, until, closed, rounded in content["rows"]
    ]
    bad = [BadRow(*values, tuple(prefixes)) for *values, prefixes in content["bad"]]
    return Deck(rows, bad, [], frozenset(content["fields"]), Mapping(), None)


def _terms(values):
    found = Terms(*values)
    return found._replace(
        bands=tuple((name, price) for name, price in found.bands), steps=tuple(Step(*step) for step in found.steps)
    )


def _text(moment):
    return moment and moment.isoformat()


def _moment(text, known):
    if text not in known:
        known[text] = datetime.fromisoformat(text)
    return known[text]
