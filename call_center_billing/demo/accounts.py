"""How the sample customers pay, who has a PIN and who may not call."""

from datetime import timedelta

from odoo import fields

#: customer: billing policy, credit policy, credit limit, what must be available for a call
POLICIES = {
    "acme": ("postpaid", "limited", 25_000, 0),
    "prepaid": ("prepaid", "limited", 0, 10),
    "nordic": ("postpaid", "unlimited", 0, 0),
    "tarot": ("hybrid", "limited", 5_000, 0),
    "bygg": ("postpaid", "limited", 4_000, 0),
    "fjall": ("postpaid", "unlimited", 0, 0),
    "anna": ("postpaid", "limited", 1_000, 0),
    "cafe": ("postpaid", "limited", 220, 0),
}
#: a number of nobody's that calls to swear, and one that was stolen
PRANKSTER = "+46701740699"
STOLEN = "+46701740612"


def set_policies(env, customers):
    """Give the customers their policies, and the company its credit ladder.

    :param dict customers: key of the catalogue → res.partner
    """
    env.company.write(
        {
            "call_raise_percent": 10,
            "call_raise_maximum": 50_000,
            "call_second_person_above": 20_000,
            "call_block_overdue_days": 45,
        }
    )
    for key, (policy, credit_policy, limit, minimum) in POLICIES.items():
        customers[key].write(
            {
                "customer_rank": 1,
                "call_policy": policy,
                "call_credit_policy": credit_policy,
                "call_credit_limit": limit,
                "call_minimum_balance": minimum,
            }
        )


def make_accounts(env, customers):
    """One prepaid customer has money, one a PIN, a few are blocked, and a limit is proposed.

    :param dict customers: key of the catalogue → res.partner
    """
    _pay_in(env, customers["prepaid"], 500)
    customers["anna"].comment = "Has a secret number at home besides, and calls from there with her PIN."
    clerk = env["res.users"].search([("login", "=", "clerk")])
    by_clerk = env(user=clerk)
    by_clerk["call.pin"]._issue(customers["anna"].with_env(by_clerk))
    _make_blocks(by_clerk, customers)
    reason = "Has paid in time for a year, and opens a second office."
    by_clerk["call.credit.change"]._propose(customers["acme"].with_env(by_clerk), 40_000, reason)
    env["res.partner"]._cron_call_ladder()


def _pay_in(env, partner, amount):
    """Money that a prepaid customer lives on."""
    vals = {"partner_id": partner.id, "amount": amount, "payment_type": "inbound", "partner_type": "customer"}
    env["account.payment"].create(vals | {"memo": "Top-up"}).action_post()


def _make_blocks(env, customers):
    """Two of bare numbers, and one that is history."""
    blocks = env["call.block"]
    rude = env.ref("call_center_billing.call_block_reason_rude")
    fraud = env.ref("call_center_billing.call_block_reason_fraud")
    cafe = customers["cafe"].with_env(env)
    blocks._block(cafe, "manual", rude, "Shouted at Klas about the September invoice.")
    cafe._call_lift("manual")
    until = fields.Datetime.now() + timedelta(days=90)
    prankster = blocks._block(PRANKSTER, "manual", rude, "Calls at night and swears.")
    prankster.date_to = until
    blocks._block(STOLEN, "manual", fraud, "The owner says that the telephone was stolen.")
