"""The list of invoices."""

from odoo.http import request, route

from odoo.addons.account.controllers.portal import PortalAccount

from ..keyset import read_page
from .page import AccountPage


class InvoiceList(AccountPage, PortalAccount):
    """Odoo's list of invoices, with what customers ask of them: the period, the calls, where they stand."""

    @route(call_role="bills")
    def portal_my_invoices(self, page=1, date_begin=None, date_end=None, sortby=None, filterby=None, **kw):
        """Override of `account`. Bills that the user has sent to us are listed as Odoo does."""
        if filterby == "bills":
            sortby = sortby if sortby in self._get_account_searchbar_sortings() else None
            return super().portal_my_invoices(page=min(page, 10**6), sortby=sortby, filterby=filterby)
        return self._invoice_list_page(filterby, kw.get("place"))

    def _invoice_list_page(self, chosen, place):
        moves_sudo = request.env["account.move"].sudo()
        filters = moves_sudo._get_portal_filters()
        chosen = chosen if chosen in filters else "all"
        own = moves_sudo._get_portal_invoices_domain(self._account())
        page = read_page(moves_sudo, own & filters[chosen][1], ("invoice_date", "id"), place, 20)
        request.session["my_invoices_history"] = page.rows.ids
        asked = bool(moves_sudo.search_count(own & filters["answer"][1], limit=1))
        return self._page(
            "portal_invoices",
            "invoice",
            rows=page.rows._prepare_portal_invoices(),
            page=page,
            page_url="/my/invoices",
            page_args={"filterby": chosen},
            filters={key: text for key, (text, _domain) in filters.items() if key != "answer" or asked},
            chosen=chosen,
            overdue_invoice_count=0,  # the breadcrumbs would offer to pay, as the page does already
            may_pay=bool(moves_sudo.search_count(own & filters["open"][1], limit=1)),
        )
