"""What the tests of subscriptions' lives have in common."""

from contextlib import contextmanager

from freezegun import freeze_time

from odoo import fields

from ..plan.common import COIN, PlanCase


class LifeCase(PlanCase):
    """Acme with a small plan from 1 March 2026, charged in advance by calendar months; a large one is on offer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small = cls._create_plan(("recurring", 31, {}), ("seat", 6.2, {}), name="Small")
        cls.large = cls._create_plan(("recurring", 62, {}), ("seat", 6.2, {}), name="Large", on_request=True)

    @contextmanager
    def _on(self, day):
        """At noon of a day."""
        with freeze_time(f"{day} 12:00:00"):
            yield

    def _started(self, start="2026-03-01", plan=None, partner=None, **vals):
        """A subscription that began on a day, as if that were today."""
        with self._on(start):
            subscription = self.env["call.subscription"].create(
                {
                    "partner_id": (partner or self.acme).id,
                    "version_id": (plan or self.small).version_ids.id,
                    "date_start": start,
                }
            )
            subscription.write(vals)
            subscription._start()
        return subscription

    def _item(self, subscription, kind="recurring"):
        """The item of a kind that it has last."""
        return subscription.item_ids.filtered(lambda item: item.kind == kind).sorted("id")[-1]

    def _amounts(self, charges):
        """Coins, in the order in which they were charged."""
        return [charge.amount / COIN for charge in charges.sorted("id")]

    def _sum(self, subscription):
        """Coins that were charged by now, credits taken off."""
        return sum(subscription.charge_ids.mapped("amount")) / COIN

    @staticmethod
    def _date(text):
        return fields.Date.to_date(text)
