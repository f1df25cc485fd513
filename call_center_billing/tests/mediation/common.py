"""A carrier for the operator's calls."""

from ..common import BillingCase, line


class CostCase(BillingCase):
    """The operator's calls leave by trunk “b” (see `line`), at half of what customers pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cost_card = cls._create_cost_card("Carrier", {"467": 300_000})
        cls.trunk = cls.env["call.trunk"].create(
            {"name": "Carrier trunk", "source_id": cls.source.id, "code": "b", "rate_card_id": cls.cost_card.id}
        )

    @classmethod
    def _create_cost_card(cls, name, prices, currency=None, **vals):
        rates = [
            (0, 0, {"prefix": prefix, "destination_id": cls.mobile.id, "price": price})
            for prefix, price in prices.items()
        ]
        version = {"valid_from": "2026-01-01 00:00:00", "rate_ids": rates, **vals}
        currency = currency or cls.company.currency_id
        card = cls.env["call.rate.card"].create(
            {"name": name, "kind": "cost", "currency_id": currency.id, "version_ids": [(0, 0, version)]}
        )
        card.version_ids.action_publish()
        return card

    def _call(self, **vals):
        return self._calls(self._import(line(**vals)))

    def _cost_of(self, call):
        """The columns as they stand in the database: what is not known is None, which the ORM shows as 0."""
        self.env.flush_all()
        self.env.cr.execute("SELECT cost, margin, cost_reason FROM call_record WHERE id = %s", (call.id,))
        return self.env.cr.fetchone()
