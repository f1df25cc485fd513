"""Many guess one PIN at the same moment, over connections of their own."""

from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestPinGuessers(BillingCase):
    def setUp(self):
        super().setUp()
        # committed, so that all of them see it; taken away again afterwards
        with db_connect(self.cr.dbname).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            partner = env["res.partner"].create({"name": "Guessed at"})
            _pin, self.digits = env["call.pin"]._issue(partner)
            self.partner_id = partner.id
        self.addCleanup(self._remove)

    def _remove(self):
        with db_connect(self.cr.dbname).cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["res.partner"].browse(self.partner_id).unlink()

    def _guess(self, digits):
        """One guess, as admission makes it: a transaction that sees what others commit."""
        with db_connect(self.cr.dbname).cursor() as cr:
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            env = api.Environment(cr, SUPERUSER_ID, {})
            return env["call.pin"]._verify(env.company, digits)[1]

    def test_no_more_than_three_are_compared(self):
        guesses = [f"{self.digits[:6]}{(int(self.digits[6:]) + step) % 10_000:04}" for step in range(1, 9)]
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(self._guess, guesses))
        self.assertEqual((outcomes.count("wrong"), outcomes.count("locked")), (2, 6))
        with db_connect(self.cr.dbname).cursor() as cr:
            cr.execute("SELECT failed_count FROM call_pin WHERE partner_id = %s", (self.partner_id,))
            self.assertEqual(cr.fetchone(), (3,))
        self.assertEqual(self._guess(self.digits), "locked")
