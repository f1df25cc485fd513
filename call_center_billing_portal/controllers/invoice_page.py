"""One invoice, and the client's answer to it."""

import math

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.account.controllers.portal import PortalAccount

from .invoice_access import InvoiceAccess, link
from .page import SEND

#: what of an address Odoo's page reads; a sum to pay has to be one
READ = ("error", "warning", "success", "pid", "hash", "payment", "amount")


class InvoicePage(InvoiceAccess, PortalAccount):
    """Odoo's page of an invoice, with what it charges, what went with it, and what was said of it."""

    @route()
    def portal_my_invoice_detail(self, invoice_id, access_token=None, report_type=None, download=False, **kw):
        """Override of `account`, which breaks off where an address says what it does not expect."""
        if not self._invoice_of(invoice_id, access_token):
            return request.redirect("/my")
        kw = {name: value for name, value in kw.items() if name in READ}
        if not self._is_sum(kw.get("amount")):
            kw.pop("amount", None)
        return super().portal_my_invoice_detail(
            invoice_id,
            access_token=self._invoice_token(access_token),
            report_type=report_type if report_type in ("html", "pdf", "text") else None,
            download=download,
            **kw,
        )

    @staticmethod
    def _is_sum(text):
        try:
            return 0 < float(text or "") < math.inf
        except ValueError:
            return False

    def _invoice_get_page_view_values(self, invoice, access_token, **kwargs):
        """Override of `account` to add what we know of the invoice."""
        values = super()._invoice_get_page_view_values(invoice, access_token, **kwargs)
        if invoice.move_type in ("out_invoice", "out_refund") and invoice.state == "posted":
            values["call"] = self._invoice_more(invoice, self._invoice_args(access_token))
        return values

    def _invoice_more(self, invoice, args):
        user = request.env.user
        by_login = not user._is_public()
        timezone = user.tz or invoice.commercial_partner_id._call_timezone(invoice.company_id)
        own = by_login and user.partner_id.commercial_partner_id == invoice.commercial_partner_id
        return {
            **invoice._prepare_portal_invoices()[0],
            "lines": invoice._prepare_portal_lines(),
            "line_count": len(invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")),
            "link": link,
            "files": invoice.call_attachment_ids if own else invoice.call_attachment_ids.browse(),
            "history": invoice._prepare_portal_history(timezone),
            "timezone": timezone,
            "own": own,
            "sees_calls": not by_login or user._call_portal_may("calls"),
            "answer": invoice._call_answer_situation(),
            "args": args,
        }

    @route("/my/invoices/<int:invoice_id>/answer", call_role="bills", **SEND)
    def portal_my_invoice_answer(self, invoice_id, **kwargs):
        """The client accepts the invoice. Who does not goes on to a dispute, which is a page of its own."""
        domain = request.env["account.move"].sudo()._get_portal_invoices_domain(self._account())
        invoice_sudo = self._own("account.move", invoice_id, domain)
        try:
            invoice_sudo._call_accept(request.env.user.partner_id)
        except UserError as error:
            values = self._invoice_get_page_view_values(invoice_sudo, None)
            values["call_problem"] = str(error.args[0])
            return request.render("account.portal_invoice_page", values, status=422)
        return request.redirect(f"/my/invoices/{invoice_sudo.id}#client_answer")
