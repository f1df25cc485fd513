"""Two who charge the same subscription at once make each charge once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..committed import CommittedCase
from .common import COIN

MONTHS = 6


@tagged("post_install", "-at_install")
class TestChargeParallel(CommittedCase):
    def _make(self, env):
        product = env["product.product"].create({"name": "Fee (parallel)", "type": "service"})
        item = {"kind": "recurring", "price": 10 * COIN, "product_id": product.id}
        version = {"valid_from": "2026-01-01", "item_ids": [(0, 0, item)]}
        plan = env["call.plan"].create({"name": "Parallel", "version_ids": [(0, 0, version)]})
        plan.version_ids.action_publish()
        partner = env["res.partner"].create({"name": "Parallel"})
        vals = {"partner_id": partner.id, "version_id": plan.version_ids.id, "date_start": "2026-01-01"}
        subscription = env["call.subscription"].create(vals)
        subscription._copy_items()
        subscription.write({"state": "active"})
        self.product_id, self.plan_id, self.partner_id, self.subscription_id = (
            *(product.id, plan.id),
            *(partner.id, subscription.id),
        )

    def _unmake(self, env):
        ids = (self.partner_id,)
        env.cr.execute("DELETE FROM call_statement_line WHERE charge_id IN"
                       " (SELECT id FROM call_charge WHERE partner_id = %s)", ids)  # fmt: skip
        env.cr.execute("DELETE FROM call_charge WHERE partner_id = %s", ids)
        env.cr.execute("DELETE FROM call_statement WHERE partner_id = %s", ids)
        env.cr.execute("DELETE FROM call_subscription WHERE partner_id = %s", ids)
        env.cr.execute("DELETE FROM call_plan WHERE id = %s", (self.plan_id,))
        env["res.partner"].browse(self.partner_id).unlink()
        env["product.product"].browse(self.product_id).unlink()

    def test_two_at_once(self):
        ready = threading.Barrier(2)

        def charge():
            ready.wait()
            with self.registry.cursor() as cr:
                env = self._env(cr)
                day = env["call.charge"]._fields["date_from"].to_date(f"2026-{MONTHS:02}-20")
                retrying(lambda: env["call.subscription"].browse(self.subscription_id)._charge_until(day), env)

        with mute_logger("odoo.sql_db"), ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(charge) for _each in range(2)]:
                done.result()
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*), sum(amount) FROM call_charge WHERE partner_id = %s", (self.partner_id,))
            self.assertEqual(cr.fetchone(), (MONTHS, MONTHS * 10 * COIN))
            cr.execute("SELECT sum(amount) FROM call_statement WHERE partner_id = %s", (self.partner_id,))
            self.assertEqual(cr.fetchone(), (MONTHS * 10 * COIN,))
