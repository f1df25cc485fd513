"""Two workers at once, over connections of their own: what is committed is what counts."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.call_center_billing.tests.committed import CommittedCase

from ..standin.card_gateway import CardGateway
from .common import KEYS

WORKERS = 4


class Killed(BaseException):
    """The process is no more."""


@tagged("post_install", "-at_install")
class TestCardParallel(CommittedCase):
    def setUp(self):
        super().setUp()
        self.gateway = self.enterContext(CardGateway())
        url = self.gateway.url
        provider = self.registry["payment.provider"]
        self.startPatcher(patch.object(provider, "_build_request_url", lambda _self, path, **_kw: f"{url}/{path}"))

    def _make(self, env):
        domain = [("code", "=", "stripe"), ("company_id", "=", env.company.id)]
        provider = env["payment.provider"].search(domain, limit=1)
        self.provider_state = provider.state
        provider.write({**KEYS, "state": "test"})
        partner = env["res.partner"].create({"name": "Parallel cards", "call_policy": "prepaid"})
        token = env["payment.token"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": env.ref("payment.payment_method_card").id,
                "partner_id": partner.id,
                "provider_ref": "cus_1",
                "stripe_payment_method": "pm_good",
            }
        )
        partner._call_agree_auto("customer", token, 5, 20, 1000, 20)
        env["queue.job"].search([("model_name", "=", "res.partner"), ("state", "=", "pending")]).unlink()
        self.partner, self.company, self.provider = partner.id, env.company.id, provider.id

    def _unmake(self, env):
        partner = env["res.partner"].browse(self.partner)
        charges = env["call.card.charge"].search([("partner_id", "=", self.partner)])
        transactions = charges.transaction_id
        payments = transactions.payment_id
        charges.unlink()
        transactions.write({"payment_id": False})
        payments.write({"payment_transaction_id": False})
        # a top-up that is booked is not reset, but as if nobody had ever begun it
        env.flush_all()
        env.cr.execute("UPDATE account_payment SET call_top_up_at = NULL WHERE id = ANY(%s)", (payments.ids,))
        env.invalidate_all()
        payments.action_draft()
        moves = payments.move_id
        payments.unlink()
        moves.exists().with_context(force_delete=True).unlink()
        env["payment.transaction"].search([("partner_id", "=", self.partner)]).unlink()
        env["call.notice"].search([("partner_id", "=", self.partner)]).unlink()
        env["payment.token"].search([("partner_id", "=", self.partner)]).unlink()
        env["queue.job"].search([("state", "=", "pending"), ("channel", "=", "root.call_cards")]).unlink()
        partner.write({"call_auto_top_up": False})
        partner.unlink()
        env["payment.provider"].browse(self.provider).state = self.provider_state

    def _at_once(self, work, workers=WORKERS):
        """Let all do it at the same moment; what a worker ends with is its own affair."""
        ready = threading.Barrier(workers)

        def begin(_number):
            ready.wait()
            try:
                with self.registry.cursor() as cr:
                    work(api.Environment(cr, SUPERUSER_ID, {}))
            except (Killed, Exception) as error:
                return type(error).__name__
            return ""

        with ThreadPoolExecutor(workers) as threads:
            return list(threads.map(begin, range(workers)))

    def _found(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT state, key FROM call_card_charge WHERE partner_id = %s ORDER BY id", (self.partner,))
            return cr.fetchall()

    def _top_up(self, env):
        env["res.partner"].browse(self.partner)._call_auto_work(self.company)

    def _ask_again(self, env):
        env["call.card.charge"].search([("partner_id", "=", self.partner)])._draw()

    @mute_logger("odoo.sql_db")
    def test_many_workers_find_at_once_that_it_is_time(self):
        self.gateway.fail("payment_intents", delay=0.3, times=8)
        self._at_once(self._top_up)
        self.assertEqual([state for state, _key in self._found()], ["done"])
        self.assertEqual(len(self.gateway.charges), 1)

    @mute_logger("odoo.sql_db")
    def test_many_workers_ask_again_at_once(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        self._at_once(self._top_up, workers=1)
        self.assertEqual([state for state, _key in self._found()], ["sent"])
        self.gateway.fail("payment_intents", delay=0.2, times=8)
        self._at_once(self._ask_again)
        self.assertEqual([state for state, _key in self._found()], ["done"])
        self.assertEqual((len(self.gateway.charges), len(set(self.gateway.keys))), (1, 1))

    @mute_logger("odoo.sql_db")
    def test_processes_that_die_at_any_moment_charge_once(self):
        """At random moments before, while and after the gateway is asked, and between what is committed."""
        chance = random.Random(7)
        steps = ("_begin_attempt", "_create_transaction", "_ask", "_follow", "_succeed", "_commit")
        for run in range(12):
            step, before = chance.choice(steps), chance.random() < 0.5
            trouble = chance.choice(({}, {"cut": True, "after": True}, {"delay": 0.05}))
            if trouble:
                self.gateway.fail("payment_intents", **trouble)
            with self._dying(step, before, chance.random() < 0.7):
                self._at_once(self._ask_again if run % 3 else self._top_up, workers=2)
        for _round in range(3):
            self._at_once(self._ask_again, workers=1)
            self._at_once(self._top_up, workers=1)
        found = self._found()
        self.assertEqual([state for state, _key in found], ["done"])
        self.assertEqual(len(self.gateway.charges), 1)
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*), sum(amount) FROM account_payment WHERE partner_id = %s", (self.partner,))
            self.assertEqual(cr.fetchone(), (1, 20))

    def _dying(self, step, before, at_all):
        """Whoever comes to this step dies there, before or after it is done."""
        true = getattr(self.registry["call.card.charge"], step)

        def dies(charge, *args, **kwargs):
            if before:
                raise Killed
            true(charge, *args, **kwargs)
            raise Killed

        return patch.object(self.registry["call.card.charge"], step, dies if at_all else true)
