"""A clerk enters money: it is there at once, once, and stays as it is."""

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TopUpCase


@tagged("post_install", "-at_install")
class TestTopUpBooking(TopUpCase):
    def test_cash_raises_the_balance_at_once(self):
        self.assertEqual(self._available(), 0)
        payment = self._top_up(100, memo="At the counter")
        self.assertEqual(self._available(), 100)
        self.assertEqual(payment.journal_id, self.cash)
        self.assertIn(payment.state, ("in_process", "paid"))
        self.assertEqual((payment.amount, payment.memo, payment.call_available_after), (100, "At the counter", 100))
        self.assertTrue(payment.name)
        self.assertIn("Topped up with", self.acme.message_ids[:1].body)

    def test_a_transfer_and_a_cheque_go_to_the_bank(self):
        transfer = self._top_up(50, way="transfer")
        self.assertEqual((transfer.journal_id.type, transfer.payment_method_code), ("bank", "manual"))
        cheque = self._top_up(70, way="cheque", cheque_number="004711")
        self.assertEqual((cheque.payment_method_code, cheque.call_cheque_number), ("call_cheque", "004711"))
        self.assertEqual(self._available(), 120)
        self.assertEqual(cheque.call_available_after, 120)

    def test_a_cheque_has_a_number(self):
        with self.assertRaisesRegex(UserError, "number of the cheque"):
            self._wizard(way="cheque").action_top_up()

    def test_a_second_press_of_the_button_books_nothing(self):
        wizard = self._wizard()
        first = wizard.action_top_up()
        self.company.call_top_up_maximum = 50
        self.assertEqual(wizard.action_top_up()["res_id"], first["res_id"])
        self.assertEqual((len(self._top_ups()), self._available()), (1, 100))

    def test_two_presses_at_the_same_moment_are_one_to_the_database(self):
        wizard = self._wizard()
        wizard.action_top_up()
        line = self._top_ups().payment_method_line_id
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env["account.payment"].create(wizard._prepare_payment(line)).flush_recordset()

    def test_without_a_journal_the_clerk_is_told(self):
        self.cash.active = False
        with self.assertRaisesRegex(UserError, "No journal takes money this way"):
            self._wizard().action_top_up()

    def test_money_pays_what_is_open_first_and_the_balance_knows(self):
        self._used(100)
        self.acme.call_statement_ids.action_invoice()
        invoice = self.env["account.move"].search([("partner_id", "=", self.acme.id)])
        invoice.filtered(lambda move: move.state == "draft").action_post()
        self.assertEqual(self._available(), -1)
        self._top_up(100)
        self.assertEqual(self._available(), 99)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))

    def test_a_booked_top_up_is_not_edited(self):
        payment = self._top_up(way="transfer")
        other = self._create_customer("Other")
        for vals in (
            {"amount": 200},
            {"partner_id": other.id},
            {"date": fields.Date.add(payment.date, days=1)},
            {"call_top_up": False},
            {"call_top_up_at": False},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "cannot be edited"):
                payment.write(vals)
        payment.write({"amount": 100, "memo": "Another word"})
        self.assertEqual((payment.amount, payment.memo), (100, "Another word"))

    def test_a_booked_top_up_is_not_taken_away(self):
        payment = self._top_up(way="transfer")
        for take_away in (
            payment.action_draft,
            payment.action_cancel,
            payment.action_reject,
            payment.unlink,
            payment.move_id.button_draft,
            payment.move_id.button_cancel,
        ):
            with self.subTest(take_away=take_away.__name__), self.assertRaisesRegex(UserError, "reverse it"):
                take_away()
        self.assertEqual(self._available(), 100)

    def test_other_payments_are_odoo_s_as_before(self):
        payment = self._pay(100)
        payment.action_draft()
        payment.amount = 50
        payment.action_post()
        self.assertEqual((self._available(), payment.call_top_up), (50, False))

    def test_who_may(self):
        clerk = self._create_user("clerk")
        self._wizard(user=clerk).action_top_up()
        self.assertEqual(self._top_ups().create_uid, clerk)
        with self.assertRaises(AccessError):
            self._wizard(user=self._create_user("sales"))
