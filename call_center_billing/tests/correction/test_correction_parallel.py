"""Calls are corrected while an import adds calls of the same customer to the same lines: nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..committed import CommittedCase
from ..common import line

FILES, CALLS = 6, 40
SUMS = """
SELECT (SELECT COALESCE(sum(amount), 0) FROM call_record WHERE partner_id = %(partner)s),
       (SELECT COALESCE(sum(line.amount), 0) FROM call_statement_line line
          JOIN call_statement statement ON statement.id = line.statement_id
         WHERE statement.partner_id = %(partner)s),
       (SELECT COALESCE(sum(amount), 0) FROM call_statement WHERE partner_id = %(partner)s),
       (SELECT count(*) FROM call_record WHERE partner_id = %(partner)s),
       (SELECT COALESCE(sum(line.call_count), 0) FROM call_statement_line line
          JOIN call_statement statement ON statement.id = line.statement_id
         WHERE statement.partner_id = %(partner)s)"""


@tagged("post_install", "-at_install")
class TestCorrectionParallel(CommittedCase):
    def _make(self, env):
        sweden = env.ref("base.se")
        pricelist = self._new_pricelist(env, "Corrected", {"4670111": 600_000})
        source = self._new(env, "call.source", name="Corrected", country_id=sweden.id, timezone="UTC")
        vals = {"name": "Corrected", "country_id": sweden.id, "property_product_pricelist": pricelist.id}
        partner = self._new(env, "res.partner", **vals, call_credit_policy="unlimited")
        number = {"number": "+46855500099", "valid_from": "2026-01-01 00:00:00"}
        self._new(env, "call.number", partner_id=partner.id, **number)
        self.card_id, self.source_id, self.partner_id = pricelist.call_rate_card_id.id, source.id, partner.id

    def _unmake(self, env):
        env["call.correction"].search([("partner_ids", "in", [self.partner_id])]).write({"state": "cancelled"})
        env["call.correction"].search([("partner_ids", "in", [self.partner_id])]).unlink()
        env.cr.execute("DELETE FROM call_record WHERE source_id = %s", (self.source_id,))
        env.cr.execute("DELETE FROM call_statement WHERE partner_id = %s", (self.partner_id,))
        env.cr.execute("DELETE FROM call_import WHERE source_id = %s", (self.source_id,))
        env.cr.execute("DELETE FROM call_correction_hint")
        return super()._unmake(env)

    def _import(self, number):
        """One file of calls, as a request imports it: again, if another transaction was in the way."""
        rows = (line(f"{number}.{call}/1", a_number="46855500099", seconds=60 + call) for call in range(CALLS))
        content = "\n".join(rows).encode()
        with self.registry.cursor() as cr:
            env = self._env(cr)
            retrying(lambda: env["call.source"].browse(self.source_id)._import_bytes(f"{number}.csv", content), env)

    def _approved(self):
        """A correction to half the price, computed and approved, that nobody has begun to apply."""
        with self.registry.cursor() as cr:
            env = self._env(cr)
            version = env["call.rate.card"].browse(self.card_id).version_ids[:1].copy({"valid_from": "2026-01-02"})
            version.rate_ids.price = 300_000
            version.action_publish()
            conditions = {
                "date_from": "2026-11-01",
                "date_to": "2026-11-30",
                "partner_ids": [(6, 0, [self.partner_id])],
            }
            correction = env["call.correction"].create({"name": "Parallel", **conditions})
            correction.action_compute()
            correction.state = "approved"
            return correction.id

    def _apply(self, correction_id):
        with self.registry.cursor() as cr:
            self._env(cr)["call.correction"].browse(correction_id)._process()

    def test_an_import_and_a_correction_at_once_lose_nothing(self):
        self._import(0)
        correction_id = self._approved()
        ready = threading.Barrier(2)

        def imports():
            ready.wait()
            for number in range(1, FILES):
                self._import(number)

        def correct():
            ready.wait()
            self._apply(correction_id)

        # one may be in the other's way, as Odoo's log says, and begins again
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(imports), threads.submit(correct)]:
                done.result()
        with self.registry.cursor() as cr:
            correction = self._env(cr)["call.correction"].browse(correction_id)
            self.assertEqual((correction.state, correction.account_ids.state), ("done", "done"))
            cr.execute(SUMS, {"partner": self.partner_id})
            calls, lines, statement, count, counted = cr.fetchone()
        # every call costs the new price: those of the first file by the correction, the others from the start
        expected = FILES * sum((60 + call) * 5_000 for call in range(CALLS))
        self.assertEqual((calls, lines, statement), (expected,) * 3)
        self.assertEqual((count, counted), (FILES * CALLS,) * 2)
