"""Exported lists hold what switches wrote."""

import json

from odoo.http import request

from odoo.addons.web.controllers.export import CSVExport

#: with what else, besides the signs that Odoo looks for, spreadsheets take a cell for a formula
FORMULA = ("@", "\t", "\r")


class CallCsvExport(CSVExport):
    """Of our models: what a caller or a switch made up must not run in a clerk's spreadsheet."""

    def from_data(self, fields, columns_headers, rows):
        """Override of `web`."""
        if json.loads(request.params.get("data", "{}")).get("model", "").startswith("call."):
            rows = [[_as_text(cell) for cell in row] for row in rows]
        return super().from_data(fields, columns_headers, rows)


def _as_text(cell):
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
