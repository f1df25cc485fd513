"""Rows with errors as a file: to be corrected, and imported again."""

import csv
import io

from odoo import api, models
from odoo.exceptions import UserError

from ...deck import open_table
from ...deck.guard import guarded

#: heads the columns that we add; a file with such columns holds corrected rows only, never a whole deck
MARK = "Import: "


class CallDeck(models.Model):
    """Faults."""

    _inherit = "call.deck"

    @api.constrains("coverage", "mapping_id")
    def _check_coverage(self):
        """Corrected rows are never all there is."""
        for deck in self:
            headers = deck.mapping_id.column_ids.mapped("header")
            if deck.coverage == "full" and any((text or "").startswith(MARK) for text in headers):
                raise UserError(
                    self.env._(
                        "%s holds rows that were corrected, not everything: as a full deck it would close all other "
                        "prefixes. Choose “Only what it lists changes”.",
                        deck.name,
                    )
                )

    def action_download_faults(self):
        """The rows with errors, as they are in the file, with what is wrong in each."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/call_center_billing/deck/{self.id}/errors.csv",
            "target": "self",
        }

    def _faults_csv(self):
        """
        :return: the file's bytes
        """
        self.ensure_one()
        lines = self.env["call.deck.line"].search([("deck_id", "=", self.id), ("kind", "=", "error")])
        reasons = dict(lines._fields["reason"]._description_selection(self.env))
        faults = {}
        for line in lines:
            faults.setdefault(line.row, []).append(
                (line.column_name or "", line.value or "", reasons.get(line.reason, ""))
            )
        table = open_table(self._raw(), self.mapping_id._engine_mapping())
        text = io.StringIO()
        writer = csv.writer(text, delimiter=table.delimiter or ";", lineterminator="\r\n")
        added = [self.env._("row"), self.env._("column"), self.env._("value"), self.env._("reason")]
        writer.writerow([*map(guarded, table.header), *(MARK + name for name in added)])
        for number, cells in table.rows:
            for fault in faults.get(number, ()):
                padded = [*map(str, cells), *[""] * (len(table.header) - len(cells))]
                writer.writerow([*map(guarded, padded), number, *map(guarded, fault)])
        return b"\xef\xbb\xbf" + text.getvalue().encode()
