"""The customers of the proof, made in the sample world by `scripts/shell`; a krona a second, and 25 % tax on it.

Each run has its own source and customers. Prints one JSON object: the source's key and id, the PIN of the customer
whose number is withheld, and everybody's numbers.
"""

import json

#: credit limits
CUSTOMERS = {"cut": 6.25, "rude": 100, "rich": 1000, "long": 15, "lost": 1000, "secret": 100}


def build(env):
    sweden = env.ref("base.se")
    run = env["call.source"].search_count([("name", "like", "Proof switch")])
    source = env["call.source"].create(
        {
            "name": f"Proof switch {run}",
            "timezone": "UTC",
            "country_id": sweden.id,
            "admission_networks": "127.0.0.0/8",
            "admission_warning": 2,
        }
    )
    product = env.ref("call_center_billing.product_call_mobile")
    destination = env["call.destination"].create(
        {"name": f"Proof {run}", "destination_class": "mobile", "product_id": product.id}
    )
    rates = [
        {
            "prefix": prefix,
            "destination_id": destination.id,
            "price": 60_000_000,
            "first_increment": 1,
            "next_increment": 1,
        }
        for prefix in ("467", "46900")
    ]
    card = env["call.rate.card"].create(
        {
            "name": f"Proof card {run}",
            "version_ids": [
                (0, 0, {"valid_from": "2026-01-01 00:00:00", "rate_ids": [(0, 0, rate) for rate in rates]})
            ],
        }
    )
    card.version_ids.action_publish()
    prices = env["product.pricelist"].create({"name": f"Proof list {run}", "call_rate_card_id": card.id})
    numbers = {name: f"+46812{run:03d}{last:03d}" for last, name in enumerate(CUSTOMERS)}
    partners = {name: customer(env, name, numbers[name], limit, prices) for name, limit in CUSTOMERS.items()}
    rude = env["call.block.reason"].search([("kind", "=", "rude")], limit=1)
    env["call.block"]._block(partners["rude"], "manual", rude, "proof")
    key = source.action_new_push_key()["context"]["default_key"]
    env["call.prompt"].search([("code", "=", "blocked_rude")]).audio_ids.unlink()
    _pin, digits = env["call.pin"]._issue(partners["secret"])
    env.cr.commit()
    env.registry.signal_changes()
    return {"key": key, "pin": digits, "source": source.id} | numbers


def customer(env, name, number, limit, prices):
    partner = env["res.partner"].create(
        {
            "name": f"Proof {name}",
            "country_id": env.ref("base.se").id,
            "property_product_pricelist": prices.id,
            "call_credit_limit": limit,
        }
    )
    env["call.number"].create({"number": number, "partner_id": partner.id, "valid_from": "2026-01-01 00:00:00"})
    return partner


print(json.dumps(build(env)))  # noqa: F821  # Odoo's shell has it
