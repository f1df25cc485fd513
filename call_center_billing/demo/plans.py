"""Plans of the sample world: an office and a call centre pay for more than their calls."""

from datetime import date

from odoo.fields import Domain

MICRO = 1_000_000
START = date(2026, 11, 1)
#: article: (number, name)
ARTICLES = {
    "setup": ("PLAN-100", "Set-up"),
    "recurring": ("PLAN-200", "Switchboard in the cloud"),
    "seat": ("PLAN-300", "Seats"),
    "agent_hour": ("PLAN-400", "Agent hours"),
    "commitment": ("PLAN-500", "Minimum of calls"),
    "adhoc": ("PLAN-900", "Work by the hour"),
}
#: plan: code, (kind, crowns, in advance)
PLANS = {
    "Office": ("OFF", [("setup", 995, True), ("recurring", 249, True), ("seat", 89, True)]),
    "Call centre": ("CC", [("recurring", 1_900, True), ("agent_hour", 310, False), ("commitment", 5_000, False)]),
}
#: who has which, and how many seats
SUBSCRIBED = (("acme", "Office", 12), ("nordic", "Call centre", 0))


def make_plans(env, customers):
    """Two plans, who has them, and a charge by hand."""
    taxes = env["product.product"].search(Domain("default_code", "=", "CALL-100"), limit=1).taxes_id
    articles = {
        kind: env["product.product"].create(
            {"default_code": number, "name": name, "type": "service", "invoice_policy": "order", "purchase_ok": False}
            | {"taxes_id": [(6, 0, taxes.ids)], "list_price": 0}
        )
        for kind, (number, name) in ARTICLES.items()
    }
    plans = {name: _plan(env, name, code, items, articles) for name, (code, items) in PLANS.items()}
    for key, name, seats in SUBSCRIBED:
        vals = {"partner_id": customers[key].id, "version_id": plans[name].version_ids.id, "date_start": START}
        subscription = env["call.subscription"].create(vals)
        subscription._copy_items()
        if seats:
            seat = subscription.item_ids.filtered(lambda item: item.kind == "seat")
            seat._set_quantity(seats, START)
        subscription._start()
    env["call.charge"].create(
        {
            "name": "New headsets fitted",
            "partner_id": customers["acme"].id,
            "product_id": articles["adhoc"].id,
            "quantity": 1.5,
            "price": 720 * MICRO,
            "date_from": date(2026, 11, 12),
        }
    ).action_place()


def _plan(env, name, code, items, articles):
    rows = [
        (0, 0, {"kind": kind, "price": crowns * MICRO, "advance": advance, "product_id": articles[kind].id})
        for kind, crowns, advance in items
    ]
    version = {"valid_from": date(2026, 10, 1), "item_ids": rows, "term_months": 12, "notice_days": 30}
    plan = env["call.plan"].create({"name": name, "code": code, "version_ids": [(0, 0, version)]})
    plan.version_ids.action_publish()
    return plan
