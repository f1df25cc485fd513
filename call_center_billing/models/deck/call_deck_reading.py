"""Reading a deck's file and comparing it with the prices that we have."""

import base64
import hashlib
from functools import cache
from typing import Any, NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError

from ...deck import DeckRefused, compare, read_deck
from ...deck.currency import CODES
from ...deck.overlap import part_overlapping
from ..tariff.call_destination import DESTINATION_CLASSES
from .clock import Clock
from .deck_names import DeckNames
from .deck_normal import DeckNormal, DestinationFinder
from .deck_store import unpacked
from .deck_texts import note_texts, refusal
from .destination_class import class_of_prefix, region_of
from .version_prices import VersionPrices

#: codes that are everyday words in headers
WORDS = frozenset({"ALL", "TRY", "TOP", "CUP", "GEL", "LAK", "BAM"})
#: a sign that has no currency of its own
CROWNS = {":-": "kr"}


class Reading(NamedTuple):
    """A file compared with a version.

    :ivar deck: `deck.Deck`, in our terms; :ivar comparison: `deck.Comparison`
    :ivar prices: `VersionPrices`, None for a card without a version; :ivar names: `DeckNames`
    :ivar clock: the version's; :ivar notes: sentences
    """

    deck: Any
    comparison: Any
    prices: Any
    names: Any
    clock: Any
    notes: list


class CallDeck(models.Model):
    """Reading."""

    _inherit = "call.deck"

    def _read_against(self, version):
        """Read the file, or take what the preview has read, and compare it with a version, which may be none.

        :rtype: Reading
        :raise UserError: the file as a whole cannot be used
        """
        self.ensure_one()
        names = DeckNames(self.env)
        prices = VersionPrices(version, names) if version else None
        known = prices.known() if prices else []
        clock = prices.clock if prices else Clock(self._new_timezone())
        if self.reading:
            deck, notes = unpacked(base64.b64decode(self.with_context(bin_size=False).reading)), []
        else:
            deck, notes = self._read_file(names, clock, prices.bands if prices else ())
        effective = clock.wall(self.moment_at or None)
        comparison = self._name_destinations(
            compare(deck, known, full=self.coverage == "full", effective=effective), known, names
        )
        return Reading(deck, comparison, prices, names, clock, notes)

    def _read_file(self, names, clock, bands):
        """The deck in our terms, and what its reader should know."""
        try:
            deck = read_deck(self._raw(), self.mapping_id._engine_mapping(), bands)
        except DeckRefused as error:
            raise UserError(refusal(self.env, self.name, error)) from error
        self._check_currency(deck.notes)
        normal = DeckNormal(names, clock)
        deck = normal.deck(deck)
        if "caller_class" in deck.fields:  # two spellings of one class of callers are one
            rows, clashes = part_overlapping(deck.rows)
            deck = deck._replace(rows=rows, bad=sorted([*deck.bad, *clashes], key=lambda row: row.row))
        notes = note_texts(self.env, deck.notes)
        if normal.foreign_class:
            notes.append(
                self.env._(
                    "%s rows name another class than their destination has. Destinations keep their class: change it "
                    "under Prices › Destinations.",
                    normal.foreign_class,
                )
            )
        return deck, notes

    def _check_currency(self, notes):
        """
        :raise UserError: the file names another currency than the card has
        """
        named = [note.value for note in notes if note.code == "currency" and note.value not in WORDS]
        strange = [word for word in named if not self._is_currency(word)]
        if strange:
            raise UserError(
                self.env._(
                    "%(file)s is in %(found)s, rate card %(card)s in %(currency)s. Nothing is converted: choose a card "
                    "in that currency, or ask for the deck in %(currency)s.",
                    file=self.name,
                    found=", ".join(strange),
                    card=self.card_id.name,
                    currency=self.currency_id.name,
                )
            )

    def _is_currency(self, word):
        """Whether a code or sign can mean the card's currency; a sign that nobody knows can."""
        if word in CODES:
            return word == self.currency_id.name
        signs = {
            currency.name: (currency.symbol or "").casefold().strip(". ")
            for currency in self.env["res.currency"].with_context(active_test=False).search([])
        }
        sign = CROWNS.get(word, word).casefold().strip(". ")
        return signs.get(self.currency_id.name) == sign or sign not in signs.values()

    def _name_destinations(self, comparison, known, names):
        """Every price that will be written has a destination, and every new destination a class."""
        home = (self.company_id or self.env.company).country_id.code or ""

        @cache
        def class_of(prefix):
            return class_of_prefix(prefix, home)

        finder = DestinationFinder(known, self._country_name, class_of)
        changes, groups = [], {}
        for change in comparison.changes:
            if change.writes and not change.destination:
                name, group = finder.find(change.row.prefix)
                change = change._replace(destination=name, destination_class=group)
            elif change.writes and not change.destination_class:
                group = groups.setdefault(change.destination, class_of(change.row.prefix))
                change = change._replace(destination_class=group)
            changes.append(change)
        return comparison._replace(changes=changes)

    def _country_name(self, prefix, group):
        region = region_of(prefix) if prefix.isdigit() else ""
        country = self.env["res.country"].with_context(lang="en_US").search([("code", "=", region or "-")], limit=1)
        if not country:
            return f"Prefix {prefix or '*'}"
        return (
            country.name if group == "international" else f"{country.name} {dict(DESTINATION_CLASSES)[group].lower()}"
        )

    def _new_timezone(self):
        """The time zone that the card's first version would have."""
        return self.env["call.rate.version"].default_get(["timezone"])["timezone"]

    def _settle_moment(self):
        """Fix the moment at which the deck takes effect; none, if the card has no prices that it could change.

        :raise UserError: it lies before the newest prices begin, which would hide it
        """
        self.moment_at = self.effective_at
        newest = self.card_id._newest_published()
        if not newest:
            return
        if not self.moment_at:
            self.moment_at = max(fields.Datetime.now(), newest.valid_from)
        if self.moment_at < newest.valid_from:
            raise UserError(
                self.env._(
                    "%(version)s begins at %(begin)s: before that moment nothing can change any more. Choose a later "
                    "one for the deck.",
                    version=newest.display_name,
                    begin=fields.Datetime.context_timestamp(self, newest.valid_from).strftime("%Y-%m-%d %H:%M"),
                )
            )

    @staticmethod
    def _digest_of(comparison):
        """What the comparison would do, in a few letters."""
        digest = hashlib.blake2b(digest_size=16)
        texts = {}
        for change in comparison.changes:
            if change.kind != "unchanged":
                terms = texts.setdefault(change.terms, repr(change.terms))
                row, prefix = (change.row.row, change.row.prefix) if change.row else (0, change.before.prefix)
                times = f"{change.valid_from} {change.valid_to}"
                digest.update(f"{change.kind}|{row}|{prefix}|{terms}|{change.destination}|{times}\n".encode())
        return digest.hexdigest()
