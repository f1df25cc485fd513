"""Invoices to pay on the pages of a customer with a login, some in instalments; and a customer who can top up there."""

from datetime import timedelta

from odoo import fields


def build(env):
    """More invoices for Acme beside those of its calls: a running plan, and a request that waits for a clerk."""
    company = env.company
    company.write({"call_pay_parts": 6})
    acme = env["res.users"].search([("login", "=", "acme")]).partner_id.commercial_partner_id
    first = _invoice(env, acme, "Växelinstallation", 4800, days=-20)
    plan = env["call.instalment.plan"].create({"invoice_id": first.id, "part_count": 4})
    plan.action_split()
    plan.action_start()
    second = _invoice(env, acme, "Headset, 6 st", 2400, days=20)
    env["call.instalment.plan"]._call_ask(second, acme, 3)
    _invoice(env, acme, "Support på plats", 950, days=12)
    _let_in(env, env["res.partner"].search([("call_policy", "=", "prepaid")], order="id", limit=1))


def _let_in(env, partner):
    """A login for a prepaid customer: prepaid/prepaid."""
    users = env["res.users"].with_context(no_reset_password=True)
    groups = [(6, 0, [env.ref("base.group_portal").id])]
    users.create({"login": "prepaid", "password": "prepaid", "partner_id": partner.id, "group_ids": groups})


def _invoice(env, partner, text, amount, days):
    """A posted invoice of one line without tax, due in `days`."""
    today = fields.Date.context_today(env.company)
    due = today + timedelta(days=days)
    line = {"name": text, "quantity": 1, "price_unit": amount, "tax_ids": [(5,)]}
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": min(today, due) - timedelta(days=10),
            "invoice_payment_term_id": False,
            "invoice_date_due": due,
            "invoice_line_ids": [(0, 0, line)],
        }
    )
    # what is paid in advance would pay it at once
    move.with_context(call_apply_later=True).action_post()
    return move
