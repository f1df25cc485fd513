"""Tests over several connections: each sees of the others only what was committed."""

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


class CommittedCase(BaseCase):
    """What `_make` makes is committed, for that is what such tests are about; `_unmake` takes it away afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.made = []
        with self.registry.cursor() as cr:
            self._make(self._env(cr))
        self.addCleanup(self._clean)

    @staticmethod
    def _env(cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "no_reset_password": True})

    def _make(self, env):
        """What all connections of the test see."""

    def _clean(self):
        with self.registry.cursor() as cr:
            self._unmake(self._env(cr))
        self.registry.clear_cache()

    def _unmake(self, env):
        """Away with what `_new` made, the youngest first; cards can go when they are drafts."""
        cards = [record.id for record in self.made if record._name == "call.rate.card"]
        env.cr.execute("UPDATE call_rate_version SET state = 'draft' WHERE card_id = ANY(%s)", (cards,))
        env.invalidate_all()
        for record in reversed(self.made):
            record.with_env(env).unlink()

    def _new(self, env, model, **vals):
        """A new record, remembered in `made`."""
        record = env[model].create(vals)
        self.made.append(record)
        return record

    def _new_pricelist(self, env, name, prices):
        """A price list whose card has mobile calls.

        :param dict prices: micro-units a minute by prefix
        """
        product = env.ref("call_center_billing.product_call_mobile")
        place = {"name": f"Mobile ({name})", "destination_class": "mobile", "product_id": product.id}
        destination = self._new(env, "call.destination", **place)
        rates = [
            (0, 0, {"prefix": prefix, "destination_id": destination.id, "price": price})
            for prefix, price in prices.items()
        ]
        version = {"valid_from": "2026-01-01 00:00:00", "rate_ids": rates}
        currency = env.company.currency_id
        card = self._new(env, "call.rate.card", name=name, version_ids=[(0, 0, version)], currency_id=currency.id)
        card.version_ids.action_publish()
        return self._new(env, "product.pricelist", name=name, call_rate_card_id=card.id)
