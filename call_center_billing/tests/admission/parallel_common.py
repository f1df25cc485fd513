"""Many questions at once, over connections of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api

from ...cdr import Number
from ...models.admission.question import Question
from ..committed import CommittedCase

CALLS = 50
CALLED = "+46701110001"


class ParallelCase(CommittedCase):
    """Two accounts with numbers, and a source that asks for them."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            self.source = self._env(cr)["call.source"]._kept_api_source("digest of a test")

    def _make(self, env):
        sweden = env.ref("base.se")
        self.company_limits = env.company.read(["call_total_channels"])[0]["call_total_channels"]
        pricelist = self._new_pricelist(env, "Parallel", {"4670111": 1_000_000})
        source = self._new(env, "call.source", name="Parallel", country_id=sweden.id, push_digest="digest of a test")
        self.partners = []
        for number in range(2):
            partner = self._new(env, "res.partner", name=f"Parallel {number}", country_id=sweden.id,
                                call_credit_limit=10, property_product_pricelist=pricelist.id)  # fmt: skip
            vals = {"number": f"+4685550000{number}", "valid_from": "2026-01-01 00:00:00"}
            self._new(env, "call.number", partner_id=partner.id, **vals)
            self.partners.append(partner.id)
        self.source_id = source.id

    def _unmake(self, env):
        for table in ("call_hold", "call_denial"):
            env.cr.execute(f"DELETE FROM {table} WHERE source_id = %s", (self.source_id,))
        env.company.call_total_channels = self.company_limits
        return super()._unmake(env)

    def _set(self, partner, **vals):
        with self.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["res.partner"].browse(partner).write(vals)

    def _ask_all(self, questions):
        """All questions at once, each over its own connection; their answers."""
        ready = threading.Barrier(len(questions))

        def ask(question):
            ready.wait()
            with self.registry.cursor() as cr:
                return api.Environment(cr, SUPERUSER_ID, {})["call.admission"]._authorize(self.source, question)

        with ThreadPoolExecutor(len(questions)) as threads:
            return list(threads.map(ask, questions))

    def _question(self, call_id, number=0, seconds=60):
        caller = Number(f"+4685550000{number}", "e164")
        return Question(call_id, caller, Number(CALLED, "e164"), seconds=seconds)

    def _reasons(self, answers):
        reasons = [answer["reason"] for answer in answers]
        return {reason: reasons.count(reason) for reason in set(reasons)}

    def _reserved(self, partner):
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*), sum(amount) FROM call_hold WHERE partner_id = %s", (partner,))
            return cr.fetchone()
