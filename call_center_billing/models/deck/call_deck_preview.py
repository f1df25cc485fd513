"""The preview: every row, and what it would do, before anything is done."""

import base64

from odoo import models

from .bulk import copy_rows
from .call_deck_line import COLUMNS
from .deck_lines import DeckLines, change_text
from .deck_normal import new_destinations
from .deck_store import packed

COUNTED = ("new", "up", "down", "changed", "closed", "expired", "unchanged", "error")


class CallDeck(models.Model):
    """Previewing."""

    _inherit = "call.deck"

    def action_preview(self):
        """Show what the file would do. How it is read is from now on remembered for its supplier."""
        self.ensure_one()
        self._check_open()
        if self.state == "previewed":
            self._forget_preview()
        if not self.mapping_id:
            self._recognise()
        version = self._base_version()
        self._settle_moment()
        reading = self._read_against(version)
        self.mapping_id.confirmed = True
        self.reading = base64.b64encode(packed(reading.deck))
        self._store_lines(reading)
        self._store_destinations(reading)
        self.write(self._totals(reading) | {"state": "previewed", "base_version_id": version.id})

    def action_next(self):
        """From the choice of a file to its preview; over a look at its columns, if they are new to us."""
        self.ensure_one()
        if self.mapping_confirmed:
            self.action_preview()

    def _store_lines(self, reading):
        self.env.flush_all()
        lines = DeckLines(self, reading)
        copy_rows(self.env.cr, "call_deck_line", COLUMNS, lines.rows())
        self.env["call.deck.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])

    def _store_destinations(self, reading):
        """New destinations, as clerks corrected them in an earlier preview."""
        chosen = self.destination_ids._choices()
        self.destination_ids.unlink()
        vals_list = []
        for key, (name, group, prefix, count) in new_destinations(reading.comparison.changes, reading.names).items():
            vals = {"deck_id": self.id, "name": name, "destination_class": group, "prefix": prefix, "row_count": count}
            if key in chosen:
                vals["destination_class"], vals["product_id"] = chosen[key]
            vals_list.append(vals)
        self.env["call.deck.destination"].create(vals_list)

    def _totals(self, reading):
        totals = reading.comparison.totals
        vals = {f"{kind}_count": totals.counts.get(kind, 0) for kind in COUNTED}
        return vals | {
            "row_count": len(reading.deck.rows),
            "rounded_count": totals.rounded,
            "largest_rise": change_text(totals.largest_increase),
            "largest_fall": change_text(totals.largest_decrease),
            "notes": "\n".join(reading.notes) or False,
            "digest": self._digest_of(reading.comparison),
        }
