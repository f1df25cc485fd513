"""One intent, one charge: whoever is killed, whatever does not answer."""

import logging
from contextlib import suppress
from unittest.mock import patch

from odoo.tests import tagged

from ...models.auto.call_card_charge_ask import CallCardCharge
from .common import CardCase

ASK = "odoo.addons.call_center_billing_payment.models.auto.call_card_charge_ask"


class Killed(BaseException):
    """The process is no more."""


@tagged("post_install", "-at_install")
class TestCardCharge(CardCase):
    def setUp(self):
        super().setUp()
        self._agree()

    def _top_up(self):
        self._cron("top_ups")
        return self._charges()

    def _again(self):
        """The next question is due now."""
        self._later(self._charges(), hours=1)
        self._cron()

    def assertChargedOnce(self, charge):
        self.assertEqual((charge.state, len(self.gateway.charges)), ("done", 1))
        self.assertEqual(len(set(self.gateway.keys)), 1)
        self.assertEqual(self._available(), 20)

    def test_a_process_that_is_killed_after_the_charge_asks_again_under_the_same_key(self):
        charge = self.acme._call_auto_begin()
        ask = CallCardCharge._ask

        def asked_and_killed(self, outcome):
            ask(self, outcome)
            raise Killed

        # what was written after the last commit is lost with the process
        with self.enter_registry_test_mode(), suppress(Killed), self.registry.cursor() as cr:
            killing = patch.object(CallCardCharge, "_ask", asked_and_killed)
            with killing, patch.object(CallCardCharge, "_start"):
                charge.with_env(self.env(cr=cr))._draw()
        self.env.invalidate_all()
        self.assertEqual((charge.state, charge.transaction_id.state), ("sent", "draft"))
        self.assertEqual(len(self.gateway.charges), 1)
        self.assertTrue(charge.transaction_id, "committed before the gateway was asked")
        self._again()
        self.assertChargedOnce(charge)

    def test_the_jobs_do_it(self):
        self.env["res.partner"]._cron_call_auto_top_up()
        self.env["res.partner"]._cron_call_auto_top_up()
        self.assertEqual(len(self._jobs()), 1, "one an account")
        self._run_jobs()
        self.assertChargedOnce(self._charges())

    def test_an_answer_that_never_came(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        charge = self._top_up()
        self.assertEqual((charge.state, len(self.gateway.charges), self._available()), ("sent", 1, 0))
        self._cron()
        self.assertEqual(len(self.gateway.keys), 1, "not yet")
        self._again()
        self.assertChargedOnce(charge)

    def test_troubles_of_the_gateway_are_no_answer(self):
        troubles = (
            {"status": 500},
            {"status": 503, "after": True},
            {"status": 409, "body": {"error": {"type": "idempotency_error"}}},
            {"status": 429},
            {"body": b"<html>", "after": True},
            {"cut": True},
        )
        self.gateway.fail("payment_intents", cut=True)
        charge = self._top_up()
        for trouble in troubles:
            self.gateway.fail("payment_intents", **trouble)
            self._again()
            self.assertEqual((charge.state, self.acme.call_auto_declined), ("sent", 0), trouble)
            self.assertFalse(charge.transaction_id.state in ("error", "cancel"))
        self._again()
        self.assertChargedOnce(charge)

    def test_while_one_is_without_an_answer_no_other_begins(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        charge = self._top_up()
        self._cron("top_ups")
        self.assertEqual(self._charges(), charge)

    def test_what_was_told_along_has_changed(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        charge = self._top_up()
        self.card.stripe_payment_method = "pm_other"
        self._again()
        self.assertChargedOnce(charge)

    def test_a_key_that_is_forgotten_is_not_used_again(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        charge = self._top_up()
        self.gateway.forget()
        self._later(charge, hours=30)
        self._cron()
        self.assertChargedOnce(charge)
        self.assertEqual(len(self.gateway.keys), 1, "it was looked for")

    def test_what_is_not_found_is_for_a_person(self):
        self.gateway.fail("payment_intents", cut=True)
        charge = self._top_up()
        self._later(charge, hours=30)
        self._cron()
        self.assertEqual((charge.state, self.gateway.charges), ("unclear", []))
        self.assertEqual(len(self.acme.activity_ids), 1)
        self._cron("top_ups")
        self.assertEqual(self._charges(), charge, "nothing new begins meanwhile")
        clerk = charge.with_user(self._create_user("clerk"))
        clerk.action_ask_again()
        self._work()
        self.assertEqual(charge.state, "unclear")
        clerk.action_not_charged()
        self.assertEqual((charge.state, charge.transaction_id.state), ("failed", "cancel"))

    def test_the_notification_comes_first(self):
        self.gateway.fail("payment_intents", cut=True, after=True)
        charge = self._top_up()
        intent = self.gateway.charges[0]
        tx = charge.transaction_id
        data = {"reference": tx.reference, "payment_intent": intent, "payment_method": intent["payment_method"]}
        tx._process("stripe", data)
        self.assertEqual(charge.state, "done", "in the same transaction")
        tx._process("stripe", data)
        self._again()
        self.assertChargedOnce(charge)

    def test_one_that_is_under_way_is_settled_later(self):
        self.acme.sudo().call_auto_token_id = self._card("pm_slow")
        charge = self._top_up()
        self.assertEqual((charge.state, self._available()), ("pending", 0))
        intent = self.gateway.intents[0]
        intent["status"] = "succeeded"
        data = {"payment_intent": intent, "payment_method": intent["payment_method"]}
        charge.transaction_id._process("stripe", data)
        self.assertEqual((charge.state, self._available()), ("done", 20))

    def test_one_that_is_under_way_and_fails(self):
        self.acme.sudo().call_auto_token_id = self._card("pm_slow")
        charge = self._top_up()
        charge.transaction_id._set_error("The bank said no.")
        self._later(charge, hours=2)
        self._cron()
        self.assertEqual((charge.state, charge.reason), ("declined", "The bank said no."))

    def test_an_occasion_has_one_charge(self):
        charges = self.env["call.card.charge"]
        first = charges._intend(self.acme, "collection", 5, self.card, "k")
        self.assertTrue(first)
        self.assertFalse(charges._intend(self.acme, "collection", 7, self.card, "k"))
        auto = charges._intend(self.acme, "auto_top_up", 5, self.card, "a-1")
        self.assertFalse(charges._intend(self.acme, "auto_top_up", 5, self.card, "a-2"), "one at a time")
        auto.state = "done"
        self.assertTrue(charges._intend(self.acme, "auto_top_up", 5, self.card, "a-2"))

    def test_an_error_of_ours_after_the_charge_leaves_no_secret_in_log_or_list(self):
        broken = patch.object(
            self.env.registry["call.card.charge"], "_follow", side_effect=RuntimeError("sk_test and 4242 4242")
        )
        with broken, self.assertLogs(ASK, logging.INFO) as logs:
            charge = self._top_up()
        self.assertEqual((charge.state, charge.reason), ("sent", "RuntimeError"))
        self.assertNotIn("sk_test", "".join(logs.output))
        self._again()
        self.assertEqual((charge.state, len(self.gateway.charges)), ("done", 1))
