"""Money that comes in, reminders, a promise and a plan in the sample world."""

from datetime import timedelta

from odoo import fields


def make_collection(env, customers):
    """Remind who is late by letter, let one promise and another pay in parts, and leave money that nobody knows."""
    company = env.company
    # these addresses are nobody's: nothing is mailed
    env["account.payment"].search([("call_confirmation", "=", "due")]).call_confirmation = False
    company.write({"call_reminders": True, "call_interest_reference": 2.0, "call_confirm_payments": False})
    levels = company.credit_policy_id.level_ids
    levels.channel = "letter"
    levels.filtered(lambda level: level.level == 2).write({"call_fee": 60, "call_compensation": 450})
    late = {key: customers[key]._call_late_invoices() for key in ("cafe", "tarot", "bygg")}
    today = fields.Date.context_today(company)
    env["call.payment.promise"].create(
        {
            "partner_id": customers["cafe"].id,
            "amount": sum(late["cafe"].mapped("amount_residual")),
            "date": today + timedelta(days=10),
            "note": "Called on Friday: pays when the season's money is in.",
        }
    )
    if late["bygg"]:
        plan = env["call.instalment.plan"].create({"invoice_id": late["bygg"][0].id})
        plan.action_split()
        plan.action_start()
    env["credit.control.run"]._call_night(company)
    _make_bank(env, customers["acme"])


def _make_bank(env, customer):
    """A line that finds its invoice, and one that a person has to assign."""
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
    invoice = customer._call_open_items().move_id.filtered(lambda move: move.move_type == "out_invoice")[:1]
    lines = [(2500, "Betalning telefon november", "Okänd avsändare")]
    if invoice:
        lines.append((invoice.amount_residual, invoice.payment_reference, customer.name))
    env["account.bank.statement.line"].create(
        [
            {
                "journal_id": bank.id,
                "date": fields.Date.context_today(bank),
                "amount": amount,
                "payment_ref": text,
                "partner_name": payer,
            }
            for amount, text, payer in lines
        ]
    )
