"""Saved cards in the sample world: one account that is topped up by itself, and one whose invoices are drawn."""

from odoo import fields


def build(env):
    """With Odoo's demo provider, where it is installed: nothing goes out. Two charges are shown, and one to come."""
    company = env.company
    provider = env["payment.provider"].search([("code", "=", "demo"), ("company_id", "=", company.id)], limit=1)
    accounts = env["res.partner"].search([("call_number_ids", "!=", False), ("parent_id", "=", False)], order="id")
    if not provider or not accounts:
        return
    company.call_card_offer = True
    if provider.state == "disabled":
        provider.write({"state": "test", "allow_tokenization": True})
    prepaid = accounts.filtered(lambda account: account.call_policy == "prepaid")[:1]
    if prepaid and prepaid._call_may_top_up():
        _top_up(env, prepaid, provider)
    soon = fields.Date.add(fields.Date.today(), days=company.call_collect_notice_days)
    for account in accounts.filtered(lambda account: account.call_policy != "prepaid"):
        if any(move._call_due_by_card(soon) for move in account._call_open_invoices()):
            _collect(env, account, provider)
            return


def _card(env, account, provider, state="done", digits="4242"):
    return env["payment.token"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": env.ref("payment.payment_method_card").id,
            "partner_id": account.id,
            "provider_ref": "sample",
            "payment_details": digits,
            "demo_simulated_state": state,
            "call_expires_on": fields.Date.add(fields.Date.today(), years=2, month=12, day=31),
        }
    )


def _top_up(env, account, provider):
    account._call_agree_auto("customer", _card(env, account, provider), 50, 200, 600, 3)
    charges = env["call.card.charge"]
    for number, state in ((1, "declined"), (2, "done")):
        card = _card(env, account, provider, "error", "0341") if state == "declined" else account.call_auto_token_id
        charge = charges._intend(account, "auto_top_up", 200, card, f"auto-{env.company.id}-{account.id}-{number}")
        _ask(charge)


def _collect(env, account, provider):
    account._call_agree_collect("clerk", _card(env, account, provider, digits="1881"), "Letter, signed by A. Berg")
    account._call_announce()


def _ask(charge):
    """As the job does, in the world's one transaction."""
    charge.transaction_id = charge._create_transaction()
    charge.write({"state": "sent", "asked_count": 1, "first_asked_at": fields.Datetime.now()})
    charge.transaction_id._charge_with_token()
    charge._follow()
