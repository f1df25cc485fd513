"""The calls behind an invoice, and as files."""

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.call_center_billing.controllers.invoice_files import InvoiceFiles
from odoo.addons.call_center_billing.models.document.account_move_files import TYPES

from .calls_behind import CallsBehind
from .invoice_access import LARGEST, InvoiceAccess
from .page import PAGE


class InvoiceCallsPage(InvoiceAccess, CallsBehind):
    """Whoever may see an invoice may see what it charges."""

    @route("/my/invoices/<int:invoice_id>/calls", call_role="calls", **{**PAGE, "auth": "public"})
    def portal_my_invoice_calls(self, invoice_id, access_token=None, **kwargs):
        """The calls behind an invoice or one of its lines, newest first."""
        invoice_sudo = self._invoice_of(invoice_id, access_token)
        if not invoice_sudo:
            return request.redirect("/my")
        return self._invoice_calls_page(invoice_sudo, access_token, kwargs)

    def _invoice_calls_page(self, invoice_sudo, access_token, kwargs, status=200, **values):
        line_sudo = self._invoice_line(invoice_sudo, kwargs.get("line"))
        behind_sudo = (line_sudo or invoice_sudo.invoice_line_ids).sale_line_ids.call_statement_line_id
        url = f"/my/invoices/{invoice_sudo.id}/calls"
        args = {name: kwargs[name] for name in ("line", "number", "place") if kwargs.get(name)}
        timezone = self._behind_timezone(invoice_sudo.commercial_partner_id, invoice_sudo.company_id)
        args |= self._invoice_args(access_token)
        return self._page(
            "portal_invoice_calls",
            "invoice_calls",
            status=status,
            **self._behind_values(behind_sudo, timezone, url, args),
            call_invoice=invoice_sudo,
            line=line_sudo,
            kinds=() if request.env.user._is_public() else tuple(TYPES),
            **values,
        )

    def _invoice_line(self, invoice_sudo, line_id):
        """The invoice's line with this id; none if it is not said.

        :raise NotFound: it is no line of the invoice
        """
        lines_sudo = request.env["account.move.line"].sudo()
        return self._own("account.move.line", line_id, [("move_id", "=", invoice_sudo.id)]) if line_id else lines_sudo

    @route("/my/invoices/<int:invoice_id>/calls/<string:kind>", call_role="calls", **PAGE)
    def portal_my_invoice_calls_file(self, invoice_id, kind, **kwargs):
        """All calls of the invoice as a file; how many files a user may take in an hour is limited."""
        invoice_sudo = self._invoice_of(invoice_id)
        if not invoice_sudo:
            return request.redirect("/my")
        if kind not in TYPES or not invoice_sudo.is_sale_document() or not invoice_sudo._call_statement_lines():
            raise NotFound()
        try:
            request.env["call.portal.export"]._take("invoice", invoice_sudo.call_count)
        except UserError as error:
            return self._invoice_calls_page(invoice_sudo, None, {}, status=422, problem=str(error.args[0]))
        name, content, mimetype = invoice_sudo._call_list_file(invoice_sudo._call_fitting_kind(kind))
        headers = [("Content-Type", mimetype), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)

    @route("/my/invoices/<int:invoice_id>/files/<int:file_id>", call_role="calls", **PAGE)
    def portal_my_invoice_file(self, invoice_id, file_id, **kwargs):
        """A file that went with the invoice: its calls, the performance report."""
        invoice_sudo = self._invoice_of(invoice_id)
        file_sudo = invoice_sudo.call_attachment_ids.filtered(lambda file: file.id == file_id)
        if not file_sudo:
            raise NotFound()
        return request.env["ir.binary"]._get_stream_from(file_sudo).get_response(as_attachment=True)


class PortalInvoiceFiles(InvoiceFiles):
    """The address that employees download from: customers have the portal's."""

    @route()
    def invoice_calls(self, move_id, kind):
        """Override: roles and limits of customers hold there, too."""
        if move_id > LARGEST:
            raise NotFound()
        move = request.env["account.move"].browse(move_id).exists()
        if not move or request.env.user._is_internal() or not move.has_access("read"):
            return super().invoice_calls(move_id, kind)
        return request.redirect(f"/my/invoices/{move.id}/calls/{kind}")
