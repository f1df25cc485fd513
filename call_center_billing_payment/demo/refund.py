"""A refund that waits for a manager, and accounts for losses."""

from .payments import account, pay, provider

ASKED_BY = "clerk"


def build(env):
    """One refund to approve, of a payment that was made twice; write-offs have their accounts."""
    losses = env["account.account"].search([("account_type", "=", "expense"), ("code", "=like", "63%")], limit=1)
    env.company.write(
        {
            "call_refund_second_above": 500,
            "call_write_off_limit": 50,
            "call_loss_small_account_id": losses.id,
            "call_loss_debt_account_id": losses.id,
            "call_loss_goodwill_account_id": losses.id,
            "call_rest_below": 10,
        }
    )
    customer = account(env, "Acme")
    if not (provider(env) and customer):
        return
    tx = pay(env, customer, 750, "NT-750-1")
    clerk = env["res.users"].search([("login", "=", ASKED_BY)], limit=1) or env.user
    refund = (
        env["call.refund"]
        .with_user(clerk)
        .create({"payment_id": tx.payment_id.id, "amount": 750, "reason": "Paid by bank transfer too"})
    )
    refund.action_ask()
