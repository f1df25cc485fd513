"""What a service says is booked once, or set aside with the reason."""

import json
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...models.exchange.call_service_message_book import CallServiceMessage
from .common import ServiceCase


@tagged("post_install", "-at_install")
class TestServiceBooking(ServiceCase):
    def setUp(self):
        super().setUp()
        self.move = self._sent(self._invoice())  # 7.50

    def _notes(self, move=None):
        return " ".join((move or self.move).message_ids.mapped("body"))

    def _aside(self, text, key="p1"):
        message = self._inbound(key)
        self.assertEqual(message.state, "aside")
        self.assertIn(text, message.error)
        self.assertFalse(message.payment_id.id or message.entry_id.id)
        return message

    def test_a_payment_pays_the_invoice_and_frees_the_account(self):
        self._say(self._about(self.move, reference="OCR 17"))
        message = self._inbound()
        payment = message.payment_id
        self.assertEqual((message.state, self.move.payment_state, self.move.amount_residual), ("done", "paid", 0))
        self.assertEqual((payment.journal_id, payment.amount, payment.partner_id), (self.bank, 7.5, self.acme))
        self.assertEqual(payment.reconciled_invoice_ids, self.move)
        self.assertIn("OCR 17", payment.memo)
        self.assertIn("Payment of", self._notes())

    def test_parts_and_what_is_too_much(self):
        self._say(self._about(self.move, amount="5"))
        self.assertEqual((self.move.payment_state, self.move.amount_residual), ("partial", 2.5))
        self._say(self._about(self.move, key="p2", amount="4"))
        self.assertEqual(self.move.payment_state, "paid")
        self._say(self._about(self.move, key="p3", amount="1"))
        self.assertEqual(self._inbound("p3").state, "done", "paid twice: the customer's money all the same")
        self.assertEqual(self.acme.credit, -2.5)
        credit = self.env["account.move.line"].search(
            [("partner_id", "=", self.acme.id), ("reconciled", "=", False), ("amount_residual", "<", 0)]
        )
        self.assertEqual(sorted(credit.mapped("amount_residual")), [-1.5, -1])

    def test_the_same_message_again_changes_nothing(self):
        said = self._about(self.move, amount="5")
        self.assertEqual([told["state"] for told in self._say(said, said)], ["received", "duplicate"])
        self.assertEqual([told["state"] for told in self._say(said)], ["duplicate"])
        self.assertEqual([told["state"] for told in self._say({**said, "amount": "6"})], ["conflict"])
        self.assertEqual(self.move.amount_residual, 2.5)
        self.assertIn("another message with the same id", self._notes(self._inbound()))

    def test_bad_ones_are_set_aside_and_good_ones_around_them_booked(self):
        other = self._sent(self._invoice())
        bad = self._about(self.move, key="p2", invoice="INV/0000/1", date="yesterday")
        told = self._say(self._about(self.move), bad, {"hello": "world"}, self._about(other, key="p3"))
        self.assertEqual([one["state"] for one in told], ["received", "aside", "aside", "received"])
        self.assertIn("field “date”: not a day like 2026-11-22 (“yesterday”)", told[1]["reason"])
        self.assertEqual((self.move + other).mapped("payment_state"), ["paid", "paid"])
        again = self._say({**bad, "invoice": self.move.name, "date": str(fields.Date.today())})
        self.assertEqual(again[0]["state"], "received", "the service mended it itself")
        self.assertEqual(self._inbound("p2").state, "done")
        unreadable = self._messages(("kind", "=", "unknown"))
        with self.assertRaisesRegex(UserError, "cannot be booked"):
            unreadable.action_retry()
        unreadable.action_dismiss()
        self.assertEqual(unreadable.state, "dismissed")

    def test_an_unknown_invoice_is_chosen_by_a_clerk_and_booked(self):
        clerk = self.service.user_id = self._create_user("clerk")
        self._say(self._about(self.move, invoice="7788"))
        message = self._aside("There is no invoice 7788 here").with_user(clerk)
        self.assertEqual(message.activity_ids.user_id, clerk)
        message.move_id = self.move
        message.action_retry()
        self.assertEqual((message.state, self.move.payment_state, message.activity_ids.ids), ("done", "paid", []))
        with self.assertRaises(UserError):
            message.move_id = False
        with self.assertRaises(UserError):
            message.action_retry()

    def test_a_service_says_nothing_about_what_it_never_had(self):
        self.acme.call_service_policy = "self"
        own = self._invoice()
        reminder = self._about(own, "reminder", "r1", amount=None, currency=None)
        self._say(self._about(own), self._about(own, "write_off", "w1", amount="1"), reminder)
        for key in ("p1", "w1", "r1"):
            self._aside("was not handed to Nordic Billing", key)
        self.assertEqual(own.payment_state, "not_paid")

    def test_wrong_currencies_amounts_and_days(self):
        euro = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        euro.active = True
        today = fields.Date.today()
        self._say(
            self._about(self.move, key="a", currency=euro.name),
            self._about(self.move, key="b", currency="XTS"),
            self._about(self.move, key="c", amount="0.001"),
            self._about(self.move, key="d", date=str(today + timedelta(days=3))),
            self._about(self.move, key="e", date="0001-01-01"),
        )
        self._aside(f"and this is in {euro.name}", "a")
        self._aside("The currency XTS is not used here", "b")
        self._aside("more decimals", "c")
        self._aside("is unlikely", "d")
        message = self._aside("is unlikely", "e")
        message.with_user(self._create_user("clerk")).date = today
        message.action_retry()
        self.assertEqual((message.state, message.payment_id.date), ("done", today))

    def test_without_a_journal_payments_wait(self):
        self.service.journal_id = False
        self._say(self._about(self.move))
        message = self._aside("Choose the journal for payments")
        self.service.journal_id = self.bank
        message.action_retry()
        self.assertEqual(self.move.payment_state, "paid")

    def test_a_reminder_is_noted_with_its_fee(self):
        self._say(self._about(self.move, "reminder", "r1", amount=None, level="2", fee="60"))
        message = self._inbound("r1")
        self.assertEqual((message.state, message.level, message.fee, message.move_id), ("done", 2, 60, self.move))
        self.assertIn("Reminder, level 2. Fee: 60.00", self._notes())
        self.assertEqual((self.move.amount_residual, message.partner_id), (7.5, self.acme))

    def test_a_write_off_within_the_sum_is_booked(self):
        self._say(self._about(self.move, "write_off", "w1", amount="2.50"))
        message = self._inbound("w1")
        entry = message.entry_id
        self.assertEqual((message.state, self.move.amount_residual, entry.state), ("done", 5, "posted"))
        loss = entry.line_ids.filtered(lambda item: item.account_id == self.losses)
        self.assertEqual((loss.debit, loss.partner_id), (2.5, self.acme))
        self.assertTrue(all((entry.line_ids - loss).mapped("reconciled")))
        self._say(self._about(self.move, "write_off", "w2", amount="5.01"))
        self._aside(f"of {self.move.name} is open", "w2")

    def test_above_the_sum_a_manager_agrees(self):
        clerk, manager = self._create_user("clerk"), self._create_user("manager")
        self._say(self._about(self.move, "write_off", "w1", amount="7.5"))
        message = self._inbound("w1")
        self.assertEqual((message.state, self.move.amount_residual, message.entry_id.id), ("approval", 7.5, False))
        for user in (clerk, self._create_user("sales")):
            with self.assertRaises(AccessError):
                message.with_user(user).action_approve()
        with self.assertRaises(UserError):
            message.with_user(clerk).action_retry()
        message.with_user(manager).action_approve()
        self.assertEqual((message.state, self.move.amount_residual), ("done", 0))
        self.assertEqual(message.approved_by_id, manager)

    def test_a_collision_in_the_database_is_tried_again(self):
        self.service._receive(json.dumps(self._about(self.move)).encode(), False)
        with patch.object(CallServiceMessage, "_book_payment", side_effect=OperationalError("deadlock")):
            self.service._let_a_job_work()
            self._run_jobs()
        self.assertEqual(self._inbound().state, "waiting")
        self.service._let_a_job_work()
        self._run_jobs()
        self.assertEqual((self._inbound().state, self.move.payment_state), ("done", "paid"))

    def test_trouble_of_our_own_sets_one_aside_and_books_the_next(self):
        other = self._sent(self._invoice())
        with patch.object(CallServiceMessage, "_book_payment", side_effect=KeyError("x")):
            self._say(self._about(self.move))
        self._aside("KeyError: 'x'")
        self._say(self._about(other, key="p2"))
        self.assertEqual(other.payment_state, "paid")
