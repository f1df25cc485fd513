"""The calls of an invoice as a download."""

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

from ..models.document.account_move_files import TYPES


class InvoiceFiles(http.Controller):
    """For whoever may see the invoice; the numbers on it are masked for everybody alike."""

    @http.route("/call_center_billing/invoice/<int:move_id>/calls.<string:kind>", type="http", auth="user")
    def invoice_calls(self, move_id, kind):
        """All calls that the invoice charges, in any of the formats."""
        move = request.env["account.move"].browse(move_id).exists()
        try:
            move.check_access("read")
        except (AccessError, MissingError):
            raise request.not_found() from None
        if not move or kind not in TYPES or not move.is_sale_document() or not move._call_statement_lines():
            raise request.not_found()
        name, content, mimetype = move._call_list_file(kind)
        headers = [
            ("Content-Type", mimetype),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(content, headers)
