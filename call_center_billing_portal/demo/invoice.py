"""Two customers who are asked what they say of their invoices: one has answered."""

from datetime import timedelta

from odoo import fields


def build(env):
    """Nordic's latest invoice waits for its answer, Acme has accepted its own before the latest."""
    for login, place in (("nordic", 0), ("acme", 1)):
        user = env["res.users"].search([("login", "=", login)], limit=1)
        account = user.partner_id.commercial_partner_id
        if not account:
            continue
        account.call_answer_wanted = "yes"
        domain = [
            *(("commercial_partner_id", "=", account.id), ("state", "=", "posted"), ("move_type", "=", "out_invoice")),
            ("invoice_line_ids.sale_line_ids.call_statement_line_id", "!=", False),
        ]
        invoice = env["account.move"].search(domain, order="invoice_date desc, id desc", offset=place, limit=1)
        if not invoice:
            continue
        invoice.write({"call_answer": "asked", "call_answer_until": fields.Date.today() + timedelta(days=10)})
        if place:
            invoice._call_accept(user.partner_id)
