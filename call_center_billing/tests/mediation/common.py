"""A carrier for the operator's calls, and a worker for the jobs that read files."""

import contextlib
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields

from odoo.addons.queue_job.controllers.main import RunJobController

from ...models.mediation import spool
from ..common import BillingCase, line


class JobCase(BillingCase):
    """Files wait in a spool of the test's own until `_run_jobs`."""

    def setUp(self):
        super().setUp()
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        self.spool = self.folder / "spool"
        self.spool.mkdir()
        self.startPatcher(patch.object(spool, "folder", lambda _database: self.spool))

    def _jobs(self):
        domain = [("state", "=", "pending"), "|", ("eta", "=", False), ("eta", "<=", fields.Datetime.now())]
        return self.env["queue.job"].search(domain, order="id")

    def _run_jobs(self, error=()):
        """Do what the runner and a worker do with the jobs that are due, without leaving the test's transaction.

        :param error: class of exceptions that jobs may end with
        """
        for job in self._jobs():
            job.state = "enqueued"
            with self.enter_registry_test_mode(), self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                acquired = RunJobController._acquire_job(env, job.uuid)
                # what the runner writes over another connection shares this one here, and would be undone with it
                with patch.object(cr, "rollback"), contextlib.suppress(error):
                    RunJobController._runjob(env, acquired)
            self.env.invalidate_all()


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
