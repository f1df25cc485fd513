"""A version's prices as a file, and what changed in them."""

from odoo import models
from odoo.exceptions import UserError

from ...deck import BAND, FIELDS, Deck, DeckRow, Mapping, compare
from .bulk import copy_rows
from .call_deck_line import COLUMNS
from .call_deck_preview import COUNTED
from .call_deck_reading import Reading
from .deck_export import deck_csv, deck_xlsx
from .deck_lines import DeckLines, change_text
from .deck_names import DeckNames
from .version_prices import VersionPrices


class CallRateVersion(models.Model):
    """Export and comparison."""

    _inherit = "call.rate.version"

    def action_export_csv(self):
        """All rates as a CSV file that can be imported again."""
        return self._export_action("csv")

    def action_export_xlsx(self):
        """All rates as an XLSX file that can be imported again."""
        return self._export_action("xlsx")

    def action_view_changes(self):
        """What differs from the version before it, prefix by prefix."""
        self.ensure_one()
        self.check_access("read")
        before = self._version_before()
        if not before:
            raise UserError(self.env._("%s is the first version of its card.", self.display_name))
        return self._compared_with(before).action_view_lines()

    def _export_action(self, kind):
        self.ensure_one()
        url = f"/call_center_billing/version/{self.id}/deck.{kind}"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _deck_file(self, kind):
        """
        :param str kind: csv or xlsx
        :return: the bytes of the file
        """
        self.ensure_one()
        self.check_access("read")
        prices = VersionPrices(self.sudo(), DeckNames(self.sudo().env))
        known, bands = prices.known(), list(prices.bands)
        if kind == "xlsx":
            return deck_xlsx(known, bands)
        mark = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point
        return deck_csv(known, bands, "," if mark == "," else ".")

    def _deck_filename(self, kind):
        return f"{self.card_id.name} v{self.sequence}.{kind}".replace("/", "-")

    def _version_before(self):
        """The published version that was in force before this one begins; for a draft without a date, the newest."""
        self.ensure_one()
        begins, ids = self.card_id._timeline()
        earlier = [
            version_id
            for begin, version_id in zip(begins, ids, strict=True)
            if version_id != self.id and not (self.valid_from and begin >= self.valid_from)
        ]
        return self.browse(earlier[-1:])

    def _compared_with(self, before):
        """A comparison, as a deck without a file. That of two published versions holds, and is kept a day."""
        Deck_sudo = self.env["call.deck"].sudo()
        domain = [("state", "=", "compared"), ("version_id", "=", self.id), ("base_version_id", "=", before.id)]
        known = Deck_sudo.search(domain, limit=1)
        if known and self.state == "published":
            return known.with_env(self.env)
        known.unlink()
        deck_sudo = Deck_sudo.create(
            {
                "name": self.env._("%(version)s against %(before)s", version=self.display_name, before=before.sequence),
                "card_id": self.card_id.id,
                "state": "compared",
                "coverage": "full",
                "version_id": self.id,
                "base_version_id": before.id,
            }
        )
        reading = self.sudo()._reading_against(before.sudo())
        totals = reading.comparison.totals
        deck_sudo.write(
            {f"{kind}_count": totals.counts.get(kind, 0) for kind in COUNTED}
            | {
                "largest_rise": change_text(totals.largest_increase),
                "largest_fall": change_text(totals.largest_decrease),
            }
        )
        self.env.flush_all()
        copy_rows(self.env.cr, "call_deck_line", COLUMNS, DeckLines(deck_sudo, reading).rows())
        self.env["call.deck.line"].invalidate_model()
        return deck_sudo.with_env(self.env)

    def _reading_against(self, before):
        """This version, as if it were a full deck, compared with another; what was over before it counts in neither."""
        names = DeckNames(self.env)
        ours, theirs = VersionPrices(self, names), VersionPrices(before, names)
        begin = ours.clock.wall(self.valid_from or None)
        rows = [
            DeckRow(
                *(0, price.prefix, price.terms, price.destination, price.destination_class, price.caller_class),
                *(price.valid_from, price.valid_to),
            )
            for price in _lasting(ours.known(), begin)
        ]
        fields = frozenset({*FIELDS, *(BAND + name for name in (*ours.bands, *theirs.bands))})
        deck = Deck(rows, [], [], fields, Mapping(), None)
        return Reading(deck, compare(deck, _lasting(theirs.known(), begin), full=True), ours, names, ours.clock, [])


def _lasting(prices, begin):
    return [price for price in prices if not (begin and price.valid_to and price.valid_to <= begin)]
