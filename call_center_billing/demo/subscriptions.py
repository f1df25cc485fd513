"""Changes of subscriptions in the sample world: one to come, one asked for, and a cancellation."""

MICRO = 1_000_000
OFFICE_PLUS = {"setup": 995, "recurring": 399, "seat": 79}


def make_subscription_changes(env, customers):
    """Acme has seats more from now on and asks for a larger plan; the call centre pauses over the holidays."""
    office, centre = (
        env["call.subscription"].search([("partner_id", "=", customers[key].id)], limit=1) for key in ("acme", "nordic")
    )
    office.write({"term_months": 12, "renewal": "same", "notice_days": 30, "cancel_rule": "remaining"})
    seat = office.item_ids.filtered(lambda item: item.kind == "seat")
    office._order_step("quantity", office._local_today(), quantities={seat: 14})
    vals = {"subscription_id": office.id, "kind": "plan", "plan_id": _office_plus(env, office).id, "when": "next"}
    env["call.plan.request"]._ask(customers["acme"], vals | {"note": "We grow."})
    pause = centre._next_period(centre._local_today())
    centre._pause(pause)


def _office_plus(env, office):
    """A larger plan, on offer to customers, with the same articles."""
    items = [
        (0, 0, {"kind": item.kind, "price": OFFICE_PLUS[item.kind] * MICRO, "product_id": item.product_id.id})
        for item in office.plan_id.version_id.item_ids
    ]
    version = {"valid_from": office.date_start, "item_ids": items}
    vals = {"name": "Office Plus", "code": "OFP", "on_request": True, "version_ids": [(0, 0, version)]}
    plan = env["call.plan"].create(vals)
    plan.version_ids.action_publish()
    return plan
