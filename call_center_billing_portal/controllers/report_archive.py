"""Performance reports that went with invoices."""

from odoo.http import request, route

from ..keyset import read_page
from .page import PAGE, AccountPage

#: invoices on one page
ON_PAGE = 24


class ReportArchive(AccountPage):
    """The very files that were sent, by the invoice that they went with."""

    @route("/my/reports/archive", call_role="calls", **PAGE)
    def call_reports_archive(self, place=None, **kwargs):
        """Invoices with such a report, newest first."""
        page = read_page(
            request.env["account.move"].sudo(), self._archive_domain(), ("invoice_date", "id"), place, ON_PAGE
        )
        rows = [(move, kept, move._call_period_text()) for move in page.rows if (kept := move._call_performance_kept())]
        return self._page(
            "portal_report_archive", "call_report_archive", page=page, rows=rows, page_url="/my/reports/archive"
        )

    @route("/my/reports/archive/<int:invoice_id>", call_role="calls", **PAGE)
    def call_reports_archive_file(self, invoice_id, **kwargs):
        """The report that went with an invoice."""
        kept = self._own("account.move", invoice_id, self._archive_domain())._call_performance_kept()
        if not kept:
            return request.redirect("/my/reports/archive")
        stream = request.env["ir.binary"].sudo()._get_stream_from(kept, "raw")
        return stream.get_response(as_attachment=True)

    def _archive_domain(self):
        return [
            ("commercial_partner_id", "=", self._account().id),
            ("company_id", "=", request.env.company.id),
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("invoice_date", "!=", False),
            ("call_attachment_ids", "!=", False),
        ]
