"""Vouchers in the sample world: one batch in use, one in stock, and one that has expired."""

from datetime import timedelta

from odoo import fields


def build(env):
    """A shop has bought some, and a customer has used two. The codes of the others are known to nobody."""
    today = fields.Date.context_today(env.company)
    shop = env["res.partner"].create({"name": "Pressbyrån Hötorget", "is_company": True, "city": "Stockholm"})
    batch, codes = _make(env, "Påfyllning 100", 100, 40, today + timedelta(days=365), shop)
    batch._sell(1, 20, shop)
    batch._sell(21, 25, env["res.partner"], _till(env))
    prepaid = env["res.partner"].search([("call_policy", "=", "prepaid")], order="id", limit=1)
    for code in codes[:2]:
        prepaid._call_redeem(code, "clerk")
    _make(env, "Påfyllning 250", 250, 20, today + timedelta(days=365), shop)
    old, _codes = _make(env, "Sommarkort 50", 50, 10, today, shop)
    old._sell(1, 10, shop)
    # as if they had been made last summer
    env.cr.execute("UPDATE call_voucher_batch SET valid_until = %s WHERE id = %s", (today - timedelta(days=60), old.id))
    env.cr.execute("UPDATE call_voucher SET valid_until = %s WHERE batch_id = %s", (today - timedelta(days=60), old.id))
    env.invalidate_all()
    old._expire()


def _make(env, name, value, count, until, shop):
    """A batch, and its codes."""
    batch = env["call.voucher.batch"].create(
        {"name": name, "value": value, "count": count, "valid_until": until, "seller_id": shop.id}
    )
    content = batch._make_codes(batch.action_make()["url"].rpartition("/")[2])[2]
    return batch, [row.split(",")[1] for row in content.decode().splitlines()[1:]]


def _till(env):
    return env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
