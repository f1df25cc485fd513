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
        """Away with what `_new` made, the youngest first."""
        env.invalidate_all()
        for record in reversed(self.made):
            record.with_env(env).unlink()

    def _new(self, env, model, **vals):
        """A new record, remembered in `made`."""
        record = env[model].create(vals)
        self.made.append(record)
        return record
