"""Services of who is late in the sample world: one suspended, others with something ahead."""

LATE = ("tarot", "bygg", "cafe", "acme")


def make_services(env, customers):
    """Choose the installed policy for who is late, as if the notices had gone out when they were due."""
    policy = env.ref("call_center_billing.call_life_policy_postpaid")
    for key in LATE:
        customers[key].call_life_policy_id = policy
    env["call.open.number"].create(
        [
            {"name": "Customer service", "number": "0771 33 63 36", "kind": "service", "company_id": env.company.id},
            {"name": "Payments", "number": "0771 33 63 37", "kind": "payment", "company_id": env.company.id},
        ]
    )
    lives = env["call.life"]
    lives._night()
    life = lives._of_accounts(customers["bygg"])
    for event in life.event_ids.filtered(lambda event: event.kind == "notice"):
        event.day = event.anchor
    life._look()
    # these addresses are nobody's: nothing is mailed
    env["call.notice"].sudo().search([("res_model", "=", "call.life")]).state = "off"
