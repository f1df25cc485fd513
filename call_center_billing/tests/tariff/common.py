"""A card with a margin guard."""

from odoo.tests import new_test_user

from ..common import BillingCase


class GuardCase(BillingCase):
    """A card sold at 0.60 a minute to 467, guarded against one carrier at 0.30 with at least 20 % left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = cls._create_cost_card("Carrier", {"467": 300_000})
        cls.boss = new_test_user(cls.env, "ccb_boss", "call_center_billing.call_center_billing_group_manager")
        cls.card.write({"guard_cost_card_ids": [(6, 0, cls.carrier.ids)], "minimum_margin": 20, "user_id": cls.boss.id})

    @classmethod
    def _create_cost_card(cls, name, prices, **vals):
        card = cls.env["call.rate.card"].create({"name": name, "kind": "cost", "currency_id": cls.card.currency_id.id})
        cls._draft(card, prices, valid_from="2026-01-01 00:00:00", **vals).action_publish()
        return card

    @classmethod
    def _draft(cls, card, prices, **vals):
        """A draft of a card: a price a minute, or a dict of values, for each prefix."""
        rates = [
            {"prefix": prefix, "destination_id": cls.mobile.id, **(rate if isinstance(rate, dict) else {"price": rate})}
            for prefix, rate in prices.items()
        ]
        values = {"card_id": card.id, "timezone": "UTC", "rate_ids": [(0, 0, rate) for rate in rates], **vals}
        return cls.env["call.rate.version"].create(values)

    def _publish_prices(self, prices, card=None, **vals):
        version = self._draft(card or self.card, prices, **vals)
        version.action_publish()
        return version

    def _alerts(self, state="open", **domain):
        parts = [(field, "=", value) for field, value in domain.items()]
        return self.env["call.margin.alert"].search([("card_id", "=", self.card.id), ("state", "=", state), *parts])

    def _found(self, state="open"):
        return {alert.prefix: alert.kind for alert in self._alerts(state)}
