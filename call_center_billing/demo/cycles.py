"""Customers of the sample world that are billed otherwise than once a month."""

#: customer: cycle, orders
RULES = {
    "bygg": ("call_cycle_week", "day"),
    "fjall": ("call_cycle_quarter", "cycle"),
    "anna": ("call_cycle_month", "call"),
}


def set_cycles(env, customers):
    """Give these customers their cycles and orders.

    :param dict customers: key of the catalogue → res.partner
    """
    for key, (cycle, policy) in RULES.items():
        vals = {"call_cycle_id": env.ref(f"call_center_billing.{cycle}").id, "call_order_policy": policy}
        customers[key].write(vals)


def make_orders(customers):
    """The orders of days and calls, as the scheduler makes them.

    :param dict customers: key of the catalogue → res.partner
    """
    for key in RULES:
        for statement in customers[key].call_statement_ids.filtered(lambda one: one.state == "open"):
            statement._order_finished()
