"""One call: what it cost, and why."""

from odoo.http import request, route

from .calls_table import CallsTable
from .page import PAGE, SEND


class PricePage(CallsTable):
    """Of the account's own calls; all others are not there."""

    @route("/my/calls/<int:call_id>", call_role="calls", **PAGE)
    def portal_call_price(self, call_id, checked=None, **_query):
        """Why the call costs what it costs, and after a check, what came of it."""
        call = self._own_call(call_id)
        zone = self._get_calls_timezone(request.env.user.partner_id.commercial_partner_id)
        checked = call._check_portal_price() if checked and call._is_portal_priced() else None
        return self._page(
            "portal_call_price",
            "call_price",
            call=call,
            told=call._prepare_portal_price(zone),
            priced=call._is_portal_priced(),
            checked=checked,
            may_bills=request.env.user._call_portal_may("bills"),
        )

    @route("/my/calls/<int:call_id>/check", call_role="calls", **SEND)
    def portal_check_price(self, call_id, **_query):
        """Rate the call once more; the page that follows tells what came out."""
        call = self._own_call(call_id)
        return request.redirect(f"/my/calls/{call.id}?checked=1#check")

    def _own_call(self, call_id):
        """:raise NotFound: it is none of the account's"""
        return self._own(
            "call.record", call_id, request.env["call.record"]._get_portal_domain(request.env.user.partner_id)
        )
