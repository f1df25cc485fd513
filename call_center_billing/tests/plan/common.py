"""What the tests of plans have in common."""

from ..common import BillingCase

COIN = 1_000_000


class PlanCase(BillingCase):
    """A plan of calendar months, charged in advance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fee = cls._create_article("Fee (test)")
        cls.company.call_cycle_id = False

    @classmethod
    def _create_article(cls, name, **vals):
        """Something to charge for, without tax where nothing else is said."""
        return cls.env["product.product"].create(
            {"name": name, "type": "service", "invoice_policy": "order", "taxes_id": [(5,)], **vals}
        )

    @classmethod
    def _create_plan(cls, *items, valid_from="2026-01-01", terms=None, **vals):
        """A plan with a published version of these items: (kind, coins, other values)."""
        version = {
            "valid_from": valid_from,
            "item_ids": [
                (0, 0, {"kind": kind, "price": round(coins * COIN), "product_id": cls.fee.id, **other})
                for kind, coins, other in items
            ],
            **(terms or {}),
        }
        plan = cls.env["call.plan"].create({"name": "Plan (test)", "version_ids": [(0, 0, version)], **vals})
        plan.version_ids.action_publish()
        return plan

    def _subscribe(self, plan, start, partner=None):
        """A subscription of the plan that began on a day."""
        subscription = self.env["call.subscription"].create(
            {"partner_id": (partner or self.acme).id, "version_id": plan.version_ids[-1:].id, "date_start": start}
        )
        subscription._start()
        return subscription

    def _told(self, charges):
        """Charges as (first day, first day no longer, coins)."""
        return [
            (f"{charge.date_from}", f"{charge.date_to}", charge.amount / COIN)
            for charge in charges.sorted(lambda charge: (charge.date_from, charge.id))
        ]
