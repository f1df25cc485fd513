"""When CCAvenue cannot say: the customer reads so, and it is asked later, and later, until it is known."""

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import CcavenueCase


@tagged("post_install", "-at_install")
class TestCcavenueLater(CcavenueCase):
    def test_while_ccavenue_is_down_the_payment_waits_with_words(self):
        troubles = [{"status": 503}, {"cut": True}, {"body": b"<html>Sorry</html>"}, {"body": b"status=0", "cut": True}]
        for number, trouble in enumerate(troubles):
            with self.subTest(trouble=trouble):
                tx = self.another(f"D-{number}")
                self.gateway.fail("DoWebTrans", **trouble)
                response = self.bring(self.gateway.pay(tx.reference))
                self.assertEqual(response.status_code, 303)
                self.assertWaits(tx, "pending")
                self.assertIn("could not be asked", tx.state_message)
                self.run_cron()
                self.assertPaid(tx, self.gateway.orders[tx.reference]["payments"][0]["reference_no"])

    def test_pauses_grow(self):
        self.gateway.fail("DoWebTrans", status=503, times=4)
        with freeze_time("2026-11-23 12:00:00"):
            tx = self.order()
            self.bring(self.gateway.pay("TOP-7"))
            pauses = [tx.ccavenue_next_ask - fields.Datetime.now()]
            for _time in range(3):
                tx._ccavenue_ask_due()
                pauses.append(tx.ccavenue_next_ask - fields.Datetime.now())
        self.assertEqual(pauses, [timedelta(minutes=minutes) for minutes in (1, 2, 5, 10)])

    def test_what_a_bank_has_not_said_yet_is_asked_again(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Awaited"))
        self.assertWaits(tx, "pending")
        self.run_cron()
        self.assertWaits(tx, "pending")
        self.assertIn("Your bank has not told CCAvenue yet", tx.state_message)
        self.gateway.know("TOP-7", "Successful", "109013000001")
        self.run_cron()
        self.assertPaid(tx, "109013000001")

    def test_a_word_that_is_not_documented_decides_nothing(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Kind Of Paid"))
        self.assertWaits(tx, "pending")

    def test_a_customer_who_paid_and_never_came_back_has_paid(self):
        tx = self.order()
        self.gateway.pay("TOP-7")
        self.run_cron()
        self.assertPaid(tx, "109013000001")

    def test_a_customer_who_left_the_page_is_given_up_after_a_day(self):
        tx = self.order()
        self.run_cron()
        self.assertWaits(tx)
        self.assertTrue(tx.ccavenue_next_ask)
        self.env.cr.execute("UPDATE payment_transaction SET create_date = now() - interval '25 hours'")
        self.env.invalidate_all()
        self.run_cron()
        self.assertWaits(tx, "cancel")
        self.assertEqual((tx.state_message, tx.ccavenue_next_ask), ("Nothing was paid at CCAvenue.", False))

    def test_what_failed_is_looked_at_once_more(self):
        """In another tab the customer may have tried again, paid, and closed the browser."""
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Failure"))
        self.assertWaits(tx, "error")
        self.gateway.pay("TOP-7")
        self.run_cron()
        self.assertPaid(tx, "109013000002")

    def test_the_last_look_is_the_last(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Failure"))
        self.run_cron()
        self.assertWaits(tx, "error")
        self.assertFalse(tx.ccavenue_next_ask)

    def test_what_nobody_can_say_in_two_weeks_is_for_a_person(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Awaited"))
        tx.ccavenue_tries = 21
        self.run_cron()
        self.assertWaits(tx, "error")
        self.assertIn("Payment TOP-7: unknown", self.clerks_activities(tx))

    def test_a_refusal_is_not_told_to_customers(self):
        self.ccavenue.ccavenue_api_access_code = "AVZZ"
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.assertWaits(tx, "pending")
        self.assertNotIn("Access_code", tx.state_message)

    def test_a_person_may_ask_at_any_time(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Failure"))
        self.run_cron()
        self.gateway.know("TOP-7", "Successful", "109013000001")
        tx.action_ccavenue_ask()
        self.assertPaid(tx, "109013000001")

    def test_one_that_goes_wrong_is_no_harm_to_the_others(self):
        first, second = self.order(), self.another()
        for tx in (first, second):
            self.gateway.pay(tx.reference)
        true = type(first)._ccavenue_learn

        def learn(tx, *args):
            if tx == first:
                raise RuntimeError("a mistake of ours")
            return true(tx, *args)

        self.patch(type(first), "_ccavenue_learn", learn)
        self.run_cron()
        self.assertWaits(first)
        self.assertPaid(second, "109013000002")
