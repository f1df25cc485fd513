"""What a colleague without a role does not even see on the home page; and an address of Odoo's that would break off."""

from odoo.http import request, route

from odoo.addons.call_center_billing_payment.controllers.auto import CardPages
from odoo.addons.sale.controllers.portal import CustomerPortal as OrderPortal

from ..models.access.roles import COUNTERS


class RoleCards(CardPages):
    """Cards of pages that would only be refused stay hidden."""

    def _prepare_portal_layout_values(self):
        """Override of `call_center_billing_payment`: saved cards belong to who pays; others have no card of them."""
        values = super()._prepare_portal_layout_values()
        user = request.env.user
        offered = bool(values.get("call_cards_offered")) and user._call_portal_may("bills")
        return values | {"call_cards_offered": offered, "call_may_users": user._call_portal_may("users")}

    @route()
    def counters(self, counters, **kw):
        """Override of `portal`: nothing is counted for a card that leads to a refusal."""
        user = request.env.user
        refused = {name for name in counters if name in COUNTERS and not user._call_portal_may(COUNTERS[name])}
        counted = super().counters([name for name in counters if name not in refused], **kw)
        shown = request.session.get("portal_counters", {})
        if any(shown.get(name) for name in refused):
            request.session["portal_counters"] = {**shown, **dict.fromkeys(refused, False)}
        return counted | dict.fromkeys(refused, 0)


class OrderDocuments(OrderPortal):
    """Documents of an order."""

    @route()
    def portal_quote_document(self, order_id, document_id, access_token=None):
        """Override of `sale`, which breaks off where an address has no token."""
        return super().portal_quote_document(order_id, document_id, access_token)
