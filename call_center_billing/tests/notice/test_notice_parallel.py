"""Two workers who find the same event at the same moment, over connections of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("post_install", "-at_install")
class TestNoticeParallel(BaseCase):
    """What is made here is committed, for that is what it is about, and taken away afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._env() as env:
            self.partner = env["res.partner"].create({"name": "Parallel", "email": "parallel@example.com"}).id
        self.addCleanup(self._clean)

    def _env(self):
        class Transaction:
            def __enter__(inner):
                inner.cr = self.registry.cursor()
                return api.Environment(inner.cr, SUPERUSER_ID, {"tracking_disable": True})

            def __exit__(inner, error, *_rest):
                inner.cr.close() if error else (inner.cr.commit(), inner.cr.close())

        return Transaction()

    def _clean(self):
        with self._env() as env:
            env["call.notice"].search([("partner_id", "=", self.partner)]).unlink()
            env["res.partner"].browse(self.partner).unlink()

    def _notify(self, env):
        return len(env["res.partner"].browse(self.partner)._call_notify("renewal", "same"))

    def test_one_of_them_tells_it(self):
        ready = threading.Barrier(2)

        def tell(_worker):
            with self._env() as env:
                env.cr.execute("SELECT 1")  # the snapshot of each is older than what the other does
                ready.wait()
                told = self._notify(env)
                env["res.partner"].browse(self.partner).search_count([])  # the transaction goes on
                return told

        with ThreadPoolExecutor(2) as pool:
            self.assertEqual(sorted(pool.map(tell, range(2))), [0, 1])
        with self._env() as env:
            self.assertEqual(env["call.notice"].search_count([("partner_id", "=", self.partner)]), 1)
            self.assertEqual(self._notify(env), 0, "nor does a later retry tell it again")

    def test_who_rolls_back_leaves_it_to_the_other(self):
        cr = self.registry.cursor()
        self.assertEqual(self._notify(api.Environment(cr, SUPERUSER_ID, {})), 1)
        with ThreadPoolExecutor(1) as pool:

            def tell():
                with self._env() as env:
                    return self._notify(env)

            waiting = pool.submit(tell)
            cr.rollback()
            cr.close()
            self.assertEqual(waiting.result(60), 1)
