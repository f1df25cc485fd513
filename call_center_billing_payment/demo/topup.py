"""Top-ups in the sample world: by a clerk, by a gateway, and a link that waits."""

from datetime import timedelta

from odoo import fields


def build(env):
    """A prepaid customer pays in, in several ways, and another has a payment link."""
    company = env.company
    if not env["account.journal"].search_count([("type", "=", "cash"), ("company_id", "=", company.id)], limit=1):
        env["account.journal"].create({"name": "Kassa", "code": "KASSA", "type": "cash", "company_id": company.id})
    company.write({"call_top_up_minimum": 50, "call_top_up_maximum": 5000, "call_top_up_day_maximum": 10_000})
    clerk = env(user=env["res.users"].search([("login", "=", "clerk")]))
    prepaid = env["res.partner"].search([("call_policy", "=", "prepaid")], order="id", limit=1)
    hybrid = env["res.partner"].search([("call_policy", "=", "hybrid")], order="id", limit=1)
    for partner, amount, way, memo in (
        (prepaid, 250, "transfer", "Inbetalning november"),
        (prepaid, 100, "cash", "I kassan"),
        (hybrid, 1000, "transfer", "Kampanjstart"),
    ):
        _top_up(clerk, partner, amount=amount, way=way, memo=memo)
    _top_up(clerk, hybrid, amount=500, way="cheque", cheque_number="004711")
    _top_up(clerk, hybrid, amount=500, way="link", channel="copy")
    _by_gateway(env, prepaid, 300)
    old = env["call.top.up.link"].search([], limit=1).copy({"partner_id": prepaid.id, "amount": 200})
    old.expires_at = fields.Datetime.now() - timedelta(days=1)
    # these addresses are nobody's
    env["account.payment"].search([("call_confirmation", "=", "due")]).call_confirmation = False


def _top_up(env, partner, **vals):
    env["call.top.up"].create({"partner_id": partner.id, **vals}).action_top_up()


def _by_gateway(env, partner, amount):
    """By Odoo's demo provider, where it is on."""
    provider = env["payment.provider"].search([("code", "=", "demo"), ("state", "=", "test")], limit=1)
    if not provider:
        return
    transaction = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "reference": "TOPUP-DEMO",
            "amount": amount,
            "currency_id": env.company.currency_id.id,
            "partner_id": partner.id,
            "operation": "online_direct",
            "call_purpose": "top_up",
        }
    )
    transaction._process("demo", {"reference": transaction.reference, "simulated_state": "done"})
