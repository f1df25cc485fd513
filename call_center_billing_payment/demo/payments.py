"""Payments by card in the sample world, for the rooms that show what becomes of them."""

from odoo import fields


def provider(env):
    """Odoo's demo provider, if it is installed: it pays without a network."""
    found = env["payment.provider"].search([("code", "=", "demo"), ("company_id", "=", env.company.id)], limit=1)
    if found and found.state == "disabled":
        found.state = "test"
    return found


def pay(env, account, amount, reference, days=0):
    """A payment by card that went through some days ago.

    :return: its transaction
    """
    gateway = provider(env)
    method = env.ref("payment.payment_method_card")
    tx = env["payment.transaction"].create(
        {
            "provider_id": gateway.id,
            "payment_method_id": method.id,
            "reference": reference,
            "provider_reference": f"demo-{reference}",
            "amount": amount,
            "currency_id": env.company.currency_id.id,
            "partner_id": account.id,
            "operation": "online_direct",
        }
    )
    tx._set_done()
    if not tx.payment_id:
        tx._post_process()
    tx.payment_id.call_confirmation = False  # these addresses are nobody's
    if days:
        tx.last_state_change = fields.Datetime.subtract(fields.Datetime.now(), days=days)
    return tx


def account(env, name):
    """A customer of the sample world."""
    return env["res.partner"].search([("name", "ilike", name), ("parent_id", "=", False)], limit=1)
