"""The calls behind an invoice."""

from operator import itemgetter

from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route
from odoo.tools import groupby

from .calls_table import CallsTable
from .page import PAGE


class InvoiceCallsPage(CallsTable):
    """Whoever may see an invoice may see what it charges."""

    @route(
        ["/my/invoices/<int:invoice_id>/calls", "/my/invoices/<int:invoice_id>/calls/page/<int:page>"],
        call_role="calls",
        **{**PAGE, "auth": "public"},
    )
    def portal_my_invoice_calls(self, invoice_id, page=1, access_token=None, **kwargs):
        """The calls behind an invoice, for whoever may see the invoice: by login, or by the link in its mail."""
        try:
            invoice_sudo = self._document_check_access("account.move", invoice_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_invoice_calls_values(invoice_sudo, page, access_token)
        return request.render("call_center_billing_portal.portal_invoice_calls", values)

    def _prepare_invoice_calls_values(self, invoice_sudo, page, access_token):
        url = f"/my/invoices/{invoice_sudo.id}/calls"
        url_args = {"access_token": access_token} if access_token else {}
        timezone = self._get_calls_timezone(invoice_sudo.commercial_partner_id, invoice_sudo.company_id)
        domain = invoice_sudo._get_portal_calls_domain()
        values = self._prepare_calls_values(domain, "a_number, started_at, id", page, url, url_args, timezone)
        return {
            **self._prepare_portal_layout_values(),
            **values,
            "page_name": "invoice_calls",
            "call_invoice": invoice_sudo,
            "groups": groupby(values["rows"], itemgetter("a_number")),
        }
