"""Many use one voucher at the same moment, over connections of their own."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

from ...models.voucher import keys
from ...models.voucher.code import new_code
from .common import codes_of, make_codes

#: the account before the journal that is on it
BOOKS = ["call_voucher_account_id", "call_voucher_journal_id"]


@tagged("post_install", "-at_install")
class TestVoucherParallel(BaseCase):
    """What is made here is committed, for that is what it is about, and taken away afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(patch.dict(os.environ, {keys.VARIABLE: str(Path(folder.name) / "keys")}))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self.books = env.company.read(BOOKS, load=None)[0]
            self.partner_ids = env["res.partner"].create([{"name": f"In parallel {each}"} for each in range(4)]).ids
            batch = env["call.voucher.batch"].create(
                {"name": "P", "value": 10, "count": 2, "valid_until": fields.Date.today() + timedelta(days=9)}
            )
            self.codes = codes_of(make_codes(batch)[2])
            batch._sell(1, 2, env["res.partner"].browse(self.partner_ids[3]))
            self.batch_id = batch.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            vouchers = env["call.voucher"].search([("batch_id", "=", self.batch_id)])
            payments, moves = vouchers.payment_id.ids, (vouchers.payment_id.move_id + vouchers.sale_move_id).ids
            cr.execute("UPDATE account_payment SET call_voucher_id = NULL WHERE id = ANY(%s)", (payments,))
            for table, column, ids in (
                ("call_voucher", "batch_id", [self.batch_id]),
                ("account_payment", "id", payments),
                ("account_move", "id", moves),
                ("call_voucher_guess", "partner_id", self.partner_ids),
                ("call_notice", "partner_id", self.partner_ids),
                ("call_voucher_batch", "id", [self.batch_id]),
            ):
                cr.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", (ids,))
            env.invalidate_all()
            made = {name: env.company[name] for name in BOOKS if not self.books[name]}
            env.company.write(dict.fromkeys(made, False))
            for name in BOOKS[::-1]:
                made.get(name, env["res.partner"]).unlink()
            env["res.partner"].browse(self.partner_ids).unlink()

    def _redeem(self, partner_id, code, isolation="REPEATABLE READ"):
        """As a request does it: begun anew when another one was in the way."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})

            def act():
                cr.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
                return env["res.partner"].browse(partner_id)._call_redeem(code, "portal").outcome

            return retrying(act, env)

    def test_one_account_in_many_tabs(self):
        for isolation in ("REPEATABLE READ", "READ COMMITTED"):
            code = self.codes[1 if isolation == "REPEATABLE READ" else 2]
            with ThreadPoolExecutor(4) as pool:
                tries = [pool.submit(self._redeem, self.partner_ids[0], code, isolation) for _tab in range(4)]
                outcomes = sorted(each.result() for each in tries)
            self.assertEqual(outcomes, ["again", "again", "again", "ok"])
        self.assertEqual(self._payments(), [(10.0, self.partner_ids[0]), (10.0, self.partner_ids[0])])

    def test_many_accounts_with_one_code(self):
        with ThreadPoolExecutor(3) as pool:
            tries = [pool.submit(self._redeem, partner_id, self.codes[1]) for partner_id in self.partner_ids[:3]]
            outcomes = sorted(each.result() for each in tries)
        self.assertEqual(outcomes, ["ok", "used", "used"])
        self.assertEqual(len(self._payments()), 1)

    def test_guesses_of_one_account_are_counted_one_by_one(self):
        guesses = [new_code() for _guess in range(6)]
        with ThreadPoolExecutor(3) as pool:
            tries = [pool.submit(self._redeem, self.partner_ids[0], code, "READ COMMITTED") for code in guesses]
            outcomes = sorted(each.result() for each in tries)
        self.assertEqual(outcomes, ["locked"] * 3 + ["unknown"] * 3)
        self.assertEqual(self._redeem(self.partner_ids[0], self.codes[1]), "locked")

    def test_the_database_takes_no_second_payment(self):
        self._redeem(self.partner_ids[0], self.codes[1])
        with self.registry.cursor() as cr:
            cr.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'account_payment_call_one_voucher'")
            self.assertIn("UNIQUE", cr.fetchone()[0])

    def _payments(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT amount, partner_id FROM account_payment WHERE partner_id = ANY(%s)", (self.partner_ids,))
            return [(float(amount), partner_id) for amount, partner_id in cr.fetchall()]
