"""Decks as downloads."""

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class DeckFiles(http.Controller):
    """Files that are made when they are asked for, with the rights of who asks."""

    @http.route("/call_center_billing/version/<int:version_id>/deck.<string:kind>", type="http", auth="user")
    def version_deck(self, version_id, kind):
        """All rates of a version."""
        version = self._readable("call.rate.version", version_id)
        if not version or kind not in TYPES:
            raise request.not_found()
        return self._file(version._deck_file(kind), kind, version._deck_filename(kind))

    @http.route("/call_center_billing/deck/<int:deck_id>/errors.csv", type="http", auth="user")
    def deck_faults(self, deck_id):
        """The rows of a deck that have errors."""
        deck = self._readable("call.deck", deck_id)
        if not deck:
            raise request.not_found()
        return self._file(deck._faults_csv(), "csv", f"{deck.name.rpartition('.')[0] or deck.name} errors.csv")

    def _readable(self, model, record_id):
        """The record, or nothing if there is none or the user must not see it."""
        record = request.env[model].browse(record_id).exists()
        try:
            record.check_access("read")
        except (AccessError, MissingError):
            return request.env[model]
        return record

    def _file(self, content, kind, name):
        headers = [
            ("Content-Type", TYPES[kind]),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(content, headers)
