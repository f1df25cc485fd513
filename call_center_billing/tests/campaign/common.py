"""What the tests of campaigns' charges have in common."""

from datetime import date

from ..common import BillingCase

COIN = 1_000_000


class CampaignCase(BillingCase):
    """Acme's campaign, whose client's months are those of Stockholm's calendar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.env.ref("call_center_billing.product_call_campaign_work")
        cls.work.taxes_id = [(5,)]
        cls.campaign = cls.env["call.campaign"].create({"name": "Spring", "code": "spring", "partner_id": cls.acme.id})

    @classmethod
    def _rule(cls, kind, coins, valid_from="2026-10-01", **vals):
        return cls.env["call.campaign.rule"].create(
            {
                "campaign_id": cls.campaign.id,
                "kind": kind,
                "price": round(coins * COIN),
                "valid_from": valid_from,
                "product_id": cls.work.id,
                **vals,
            }
        )

    @classmethod
    def _work(cls, day, kind, quantity, agent="anna"):
        vals = {"campaign_id": cls.campaign.id, "day": day, "kind": kind, "quantity": quantity, "agent": agent}
        return cls.env["call.campaign.activity"].create(vals)

    def _charge(self, day):
        """What is charged when a day has come: {(kind, first day): coins}."""
        charges = self.acme._call_charge(date.fromisoformat(day))
        return {(charge.campaign_rule_id.kind, f"{charge.date_from}"): charge.amount / COIN for charge in charges}
