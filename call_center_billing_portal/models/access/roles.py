"""What a user of a company account may do on the portal. Pure: names only."""

from typing import Final

#: role -> the field of a contact that gives it
ROLES: Final = {
    "bills": "call_portal_bills",
    "calls": "call_portal_calls",
    "order": "call_portal_order",
    "users": "call_portal_users",
}
#: pages that other add-ons route, and whatever is below them -> the role that they want. Documents with an address of
#: their own are not here: record rules guard those, because a link with a token opens them to anybody.
PAGES_OF_OTHERS: Final = {
    "/my/auto-top-up": "bills",
    "/my/pay": "bills",
    "/my/payment_method": "bills",
    "/my/top-up": "bills",
    "/my/voucher": "bills",
}
LISTS_OF_OTHERS: Final = {
    "/call_center_billing/invoice/<int:move_id>/calls.<string:kind>": "calls",
    "/my/invoices": "bills",
    "/my/invoices/page/<int:page>": "bills",
    "/my/invoices/overdue": "bills",
    "/my/orders": "order",
    "/my/orders/page/<int:page>": "order",
    "/my/quotes": "order",
    "/my/quotes/page/<int:page>": "order",
}
#: counters of the home page's cards -> the role without which nothing is counted and the card stays hidden
COUNTERS: Final = {
    "call_count": "calls",
    "call_dispute_count": "bills",
    "call_feedback_count": "bills",
    "call_number_count": "order",
    "call_pay_count": "bills",
    "call_plan_count": "order",
    "call_receipt_count": "bills",
    "call_statement_count": "bills",
    "call_top_up_count": "bills",
    "invoice_count": "bills",
    "bill_count": "bills",
    "overdue_invoice_count": "bills",
    "voucher_count": "bills",
    "order_count": "order",
    "quotation_count": "order",
}


def role_of(path, routing):
    """The role that a route wants, None for none.

    :param str path: as it was routed, "/my/pay/<string:key>"
    :param dict routing: what the route was decorated with
    """
    if "call_role" in routing:
        return routing["call_role"]
    return LISTS_OF_OTHERS.get(path) or PAGES_OF_OTHERS.get("/".join(path.split("/")[:3]))
