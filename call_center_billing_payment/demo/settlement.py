"""A payout that is booked, and a report on which the gateway and we differ."""

from odoo import fields

from .payments import account, pay, provider


def build(env):
    """Two reports of the demo provider: one without differences, at the bank; one with three differences."""
    gateway, customer = provider(env), account(env, "Nordic")
    if not (gateway and customer):
        return
    _choose_accounts(env, gateway)
    paid = [pay(env, customer, amount, f"NT-{amount}") for amount in (400, 250, 320, 180)]
    today = fields.Date.context_today(env["call.gateway.report"])
    whole = _report(env, gateway, "po_1001", fields.Date.subtract(today, days=2))
    whole._take(
        [_row(env, "payment", tx, tx.amount, round(tx.amount * 0.014 + 1.8, 2), whole.date) for tx in paid[:2]]
        + [_other(env, "payout", "po_1001", -637.3, 0, whole.date)]
    )
    whole.action_book()
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
    env["account.bank.statement.line"].create(
        {"journal_id": bank.id, "date": today, "amount": whole.payout_total, "payment_ref": "PAYOUT PO 1001"}
    )
    differing = _report(env, gateway, "po_1002", today)
    differing._take(
        [
            _row(env, "payment", paid[2], 320, 6.28, today),
            _row(env, "payment", paid[3], 175, 4.25, today),
            _other(env, "payment", "demo-unknown-77", 99, 3.19, today),
            _other(env, "adjustment", "adj-12", -5, 0, today),
            _other(env, "payout", "po_1002", -575.28, 0, today),
        ]
    )


def _choose_accounts(env, gateway):
    def make(code, name, kind, **vals):
        return env["account.account"].create({"code": code, "name": name, "account_type": kind, **vals})

    gateway.write(
        {
            "call_clearing_account_id": make("158810", "Money at the gateway", "asset_current").id,
            "call_transit_account_id": make("158820", "Payouts on their way", "asset_current", reconcile=True).id,
            "call_fee_account_id": make("657810", "Fees of payment gateways", "expense").id,
        }
    )


def _report(env, gateway, ref, day):
    return env["call.gateway.report"]._of(gateway, ref, date=day, currency_id=env.company.currency_id.id)


def _row(env, kind, tx, gross, fee, day):
    return _other(env, kind, tx.provider_reference, gross, fee, day) | {"reference": tx.reference}


def _other(env, kind, ref, gross, fee, day):
    return {
        "kind": kind,
        "gateway_ref": ref,
        "gross": gross,
        "fee": fee,
        "date": day,
        "currency": env.company.currency_id.name,
    }
