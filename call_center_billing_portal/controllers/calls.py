"""The customer's calls on the portal."""

from odoo import fields
from odoo.fields import Domain
from odoo.http import request, route

from ..period import month_bounds
from .calls_table import CallsTable
from .page import PAGE


class CallsPage(CallsTable):
    """Reads calls with all rights, so every search is by a domain that `call.record` gives."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card of the calls to whoever has some."""
        values = super()._prepare_home_portal_values(counters)
        if "call_count" in counters:
            values["call_count"] = request.env["call.record"].sudo().search_count(self._get_calls_domain(), limit=1)
        return values

    # === MY CALLS === #

    @route(["/my/calls", "/my/calls/page/<int:page>"], call_role="calls", **PAGE)
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
