"""The customer's calls on the portal."""

from operator import itemgetter

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import groupby

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..period import month_bounds


class CallPortal(CustomerPortal):
    """Reads calls with all rights, so every search is by a domain that `call.record` or an invoice gives."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card of the calls to whoever has some."""
        values = super()._prepare_home_portal_values(counters)
        if "call_count" in counters:
            values["call_count"] = request.env["call.record"].sudo().search_count(self._get_calls_domain(), limit=1)
        return values

    # === MY CALLS === #

    @http.route(["/my/calls", "/my/calls/page/<int:page>"], type="http", auth="user", website=True)
    def portal_my_calls(self, page=1, sortby=None, filterby=None, search="", search_in=None, **kwargs):
        """The calls of the user's account, newest first."""
        values = self._prepare_my_calls_values(page, sortby, filterby, search.strip(), search_in)
        return request.render("call_center_billing_portal.portal_my_calls", values)

    def _prepare_my_calls_values(self, page, sortby, filterby, search, search_in):
        sortings, filters, inputs = self._get_call_sortings(), self._get_call_filters(), self._get_call_inputs()
        # whatever stands in the address: what is not offered is as if it were not said
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search_in = search_in if search_in in inputs else "all"
        domain = self._get_calls_domain() & filters[filterby]["domain"]
        if search:
            domain &= request.env["call.record"].sudo()._get_portal_search_domain(search, search_in)
        choice = {"sortby": sortby, "filterby": filterby, "search_in": search_in, "search": search}
        timezone = self._get_calls_timezone(request.env.user.partner_id.commercial_partner_id)
        return {
            **self._prepare_portal_layout_values(),
            **self._prepare_calls_values(domain, sortings[sortby]["order"], page, "/my/calls", choice, timezone),
            **choice,
            "bundles": request.env.user.partner_id._prepare_portal_bundles(),
            "page_name": "calls",
            "default_url": "/my/calls",
            "searchbar_sortings": sortings,
            "searchbar_filters": filters,
            "searchbar_inputs": inputs,
            "is_selection": bool(search) or filterby != "all",
        }

    def _get_calls_domain(self):
        return request.env["call.record"]._get_portal_domain(request.env.user.partner_id)

    def _get_call_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "started_at desc, id desc"},
            "price": {"label": request.env._("Price"), "order": "amount desc nulls last, started_at desc, id desc"},
        }

    def _get_call_filters(self):
        timezone = self._get_calls_timezone(request.env.user.partner_id.commercial_partner_id)
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "month": {"label": request.env._("This month"), "domain": self._get_month_domain(timezone, back=0)},
            "last": {"label": request.env._("Last month"), "domain": self._get_month_domain(timezone, back=1)},
        }

    def _get_call_inputs(self):
        return {
            "all": {"input": "all", "label": request.env._("Search in all numbers")},
            "from": {"input": "from", "label": request.env._("Search in From")},
            "to": {"input": "to", "label": request.env._("Search in To")},
        }

    def _get_month_domain(self, timezone, back):
        begin, end = month_bounds(fields.Datetime.now(), timezone, back)
        return Domain("started_at", ">=", begin) & Domain("started_at", "<", end)

    # === CALLS OF AN INVOICE === #

    @http.route(
        ["/my/invoices/<int:invoice_id>/calls", "/my/invoices/<int:invoice_id>/calls/page/<int:page>"],
        type="http",
        auth="public",
        website=True,
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

    # === BOTH === #

    def _prepare_calls_values(self, domain, order, page, url, url_args, timezone):
        """One page of the calls in `domain`, and the totals of all of them."""
        calls_sudo = request.env["call.record"].sudo()
        totals = calls_sudo._get_portal_totals(domain)
        step = self._items_per_page
        pager = portal_pager(url=url, total=totals["calls"], page=page, step=step, url_args=url_args)
        page_sudo = calls_sudo.search(domain, order=order, limit=step, offset=pager["offset"])
        rows = [call_sudo._prepare_portal_row(timezone) for call_sudo in page_sudo]
        return {"rows": rows, "groups": [("", rows)], "totals": totals, "pager": pager, "timezone": timezone}

    def _get_calls_timezone(self, partner, company=None):
        """The user's time zone; without one, or without a login, that in which the account is billed."""
        return request.env.user.tz or partner.sudo()._call_timezone(company or request.env.company)
