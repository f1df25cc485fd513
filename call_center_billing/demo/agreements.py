"""An agreement of the sample world, and what its campaign is charged beside calls."""

from datetime import date, timedelta

FIRST = date(2026, 10, 1)
#: sales of an agent on the working days of October and November, one after the other, again and again
SALES = {"karin": (3, 5, 2, 4), "omar": (2, 2, 6)}
RULES = (("sale", 45), ("wrap_up", 4), ("fixed", 2500))
COIN = 1_000_000


def make_agreement(env, customers):
    """The call centre's spring campaign, run under an agreement with service levels, with its work and budget.

    :param dict customers: key of the catalogue → res.partner
    """
    campaign = env["call.campaign"].search([("code", "=", "SPRING")], limit=1)
    campaign.budget = 40_000 * COIN
    env["call.campaign.rule"].create(
        [
            {"campaign_id": campaign.id, "kind": kind, "price": price * COIN, "valid_from": FIRST}
            for kind, price in RULES
        ]
    )
    env["call.campaign.activity"].create(list(_work(campaign)))
    _sign(env, customers["nordic"], campaign)
    campaign.action_charge()
    env["call.agreement"]._cron_agreements()


def _sign(env, customer, campaign):
    """An agreement from its quotation."""
    order = env["sale.order"].create(
        {
            "partner_id": customer.id,
            "payment_term_id": env.ref("account.account_payment_term_30days").id,
            "user_id": env["res.users"].search([("login", "=", "sales")]).id,
        }
    )
    order.action_call_agreement()
    level = {"calls": "all", "campaign_id": campaign.id}
    order.call_agreement_id.write(
        {
            "date_start": FIRST,
            "term_months": 3,
            "notice_days": 30,
            "service_ids": [
                (0, 0, {"scope": "outbound", "name": "Renewal of subscriptions", "campaign_id": campaign.id}),
                (0, 0, {"scope": "back_office", "name": "Entry of orders"}),
            ],
            "sla_ids": [
                (0, 0, level | {"metric": "answered", "target": 60}),
                (0, 0, level | {"metric": "waiting", "target": 12}),
            ],
        }
    )
    order.action_confirm()


def _work(campaign):
    days = [FIRST + timedelta(days=number) for number in range(52)]
    for number, day in enumerate(day for day in days if day.weekday() < 5):
        for agent, counts in SALES.items():
            told = {"campaign_id": campaign.id, "day": day, "agent": agent}
            yield told | {"kind": "sale", "quantity": counts[number % len(counts)]}
            yield told | {"kind": "wrap_up", "quantity": 30 + 5 * counts[number % len(counts)]}
