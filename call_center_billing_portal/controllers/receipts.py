"""What the account has paid, with receipts."""

from odoo.http import content_disposition, request, route

from ..keyset import read_page
from .page import PAGE, AccountPage

RECEIPT = "call_center_billing.call_payment_receipt_report"


class ReceiptsPage(AccountPage):
    """Payments that were booked."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card to whoever has paid something."""
        values = super()._prepare_home_portal_values(counters)
        if "call_receipt_count" in counters:
            payments_sudo = request.env["account.payment"].sudo()
            values["call_receipt_count"] = payments_sudo.search_count(self._receipt_domain(), limit=1)
        return values

    def _receipt_domain(self):
        return request.env["account.payment"].sudo()._get_portal_receipts_domain(self._account())

    @route("/my/receipts", call_role="bills", **PAGE)
    def portal_my_receipts(self, place=None, **kwargs):
        """The payments of the account, newest first."""
        page = read_page(request.env["account.payment"].sudo(), self._receipt_domain(), ("date", "id"), place, 20)
        return self._page(
            "portal_receipts",
            "call_receipts",
            rows=page.rows._prepare_portal_receipts(),
            page=page,
            page_url="/my/receipts",
            page_args={},
        )

    @route("/my/receipts/<int:payment_id>/pdf", call_role="bills", **PAGE)
    def portal_my_receipt(self, payment_id, **kwargs):
        """The receipt of a payment, as PDF."""
        payment_sudo = self._own("account.payment", payment_id, self._receipt_domain())
        content, _kind = request.env["ir.actions.report"].sudo()._render_qweb_pdf(RECEIPT, payment_sudo.ids)
        name = f"{(payment_sudo._call_receipt_number() or 'receipt').replace('/', '_')}.pdf"
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)
