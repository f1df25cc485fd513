"""Two imports of one customer at once: no more is used than there is, and nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..committed import CommittedCase
from ..common import line

FILES, CALLS, UNITS = 4, 30, 5_000
A_NUMBERS = ("46855500091", "46855500092")


@tagged("post_install", "-at_install")
class TestBundleParallel(CommittedCase):
    def _make(self, env):
        pricelist = self._new_pricelist(env, "Shared", {"4670111": 600_000})
        sweden = env.ref("base.se")
        sources = [
            self._new(env, "call.source", name=f"Shared {name}", country_id=sweden.id, timezone="UTC") for name in "ab"
        ]
        scope = [(0, 0, {"destination_class": "mobile"})]
        bundle = self._new(env, "call.bundle", name="Shared", units=UNITS, scope_ids=scope, prorate=False)
        partners, given = [], []
        for number in A_NUMBERS:
            vals = {"name": number, "country_id": sweden.id, "property_product_pricelist": pricelist.id}
            partner = self._new(env, "res.partner", **vals, call_credit_policy="unlimited")
            owned = {"number": f"+{number}", "valid_from": "2026-01-01 00:00:00", "partner_id": partner.id}
            self._new(env, "call.number", **owned)
            given.append(
                self._new(
                    env, "call.bundle.entitlement", partner_id=partner.id, bundle_id=bundle.id, date_start="2026-11-01"
                )  # fmt: skip
            )
            partners.append(partner)
        self.source_ids = [source.id for source in sources]
        self.partner_ids, self.given_ids = [one.id for one in partners], [one.id for one in given]

    def _unmake(self, env):
        env.cr.execute("DELETE FROM call_bundle_use WHERE grant_id IN (SELECT id FROM call_bundle_grant"
                       " WHERE partner_id = ANY(%s))", (self.partner_ids,))  # fmt: skip
        env.cr.execute("DELETE FROM call_bundle_grant WHERE partner_id = ANY(%s)", (self.partner_ids,))
        env.cr.execute("DELETE FROM call_notice WHERE partner_id = ANY(%s)", (self.partner_ids,))
        env.cr.execute("DELETE FROM call_record WHERE source_id = ANY(%s)", (self.source_ids,))
        env.cr.execute("DELETE FROM call_statement WHERE partner_id = ANY(%s)", (self.partner_ids,))
        env.cr.execute("DELETE FROM call_import WHERE source_id = ANY(%s)", (self.source_ids,))
        return super()._unmake(env)

    def _import(self, source_id, number):
        """One file of both customers' calls, as a request imports it: again, if another was in the way."""
        rows = (
            line(f"{source_id}{number}.{call}/1", a_number=A_NUMBERS[(call + source_id) % 2], seconds=30 + call)
            for call in range(CALLS)
        )
        content = "\n".join(rows).encode()
        with self.registry.cursor() as cr:
            env = self._env(cr)
            retrying(lambda: env["call.source"].browse(source_id)._import_bytes(f"{number}.csv", content), env)

    def test_two_imports_at_once_use_no_more_than_there_is(self):
        ready = threading.Barrier(2)

        def imports(source_id):
            ready.wait()
            for number in range(FILES):
                self._import(source_id, number)

        # one may be in the other's way, as Odoo's log says, and begins again
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(imports, source_id) for source_id in self.source_ids]:
                done.result()
        with self.registry.cursor() as cr:
            env = self._env(cr)
            used = env["call.bundle.entitlement"].browse(self.given_ids).grant_ids.filtered("used").mapped("used")
            calls = env["call.record"].search([("source_id", "in", self.source_ids)])
            self.assertEqual(env["call.bundle.grant"]._audit(env.company), ([], 0))
            talk = sum(calls.mapped("talk_seconds"))
            self.assertEqual(
                (len(calls), talk), (2 * FILES * CALLS, 2 * FILES * sum(30 + call for call in range(CALLS)))
            )
            self.assertEqual(used, [UNITS, UNITS])
            self.assertEqual(sum(calls.mapped("bundle_units")), 2 * UNITS)
            self.assertEqual(sum(calls.mapped("amount")), (talk - 2 * UNITS) * 10_000)
