"""Money moves once: two clicks, two tabs, and what was begun and left."""

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayOnce(PayCase):
    def setUp(self):
        super().setUp()
        self.move = self._late()
        self.one = self._intent({self.move: 3.0})
        self.other = self._intent({self.move: 2.0})

    def test_a_second_click_goes_on_with_what_the_first_began(self):
        tx = self._begun(self.one)
        self.assertEqual(self.one._begin(self._chosen()), tx)
        self.assertFalse(self.one._begin(self._chosen(flow="redirect")), "another way to pay is another transaction")

    def test_a_second_tab_is_told_what_the_first_does(self):
        tx = self._begun(self.one)
        with self.assertRaisesRegex(UserError, f"3.00.* was begun and is not finished .reference {tx.reference}"):
            self.other._begin(self._chosen())
        self._answer(tx, "pending")
        with self.assertRaisesRegex(UserError, "is on its way"):
            self.other._begin(self._chosen())
        with self.assertRaisesRegex(UserError, "on its way already. Nothing more was taken"):
            self.one._begin(self._chosen())
        self._answer(tx)
        with self.assertRaisesRegex(UserError, "is paid already. Nothing more was taken"):
            self.other._begin(self._chosen())
        with self.assertRaisesRegex(UserError, "was paid already"):
            self.one._begin(self._chosen())

    def test_the_database_lets_only_one_have_an_invoice(self):
        """What two requests at once come to, neither of which sees the other."""
        self.one.line_ids.busy = True
        self.env.flush_all()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.other.line_ids.busy = True
            self.env.flush_all()

    def test_a_card_that_is_being_charged_keeps_the_invoice(self):
        vals = {"key": "card/1", "purpose": "collection", "partner_id": self.acme.id, "company_id": self.company.id}
        vals |= {"currency_id": self.currency.id, "amount": 3, "invoice_id": self.move.id, "date": self.today}
        charge = self.env["call.card.charge"].create(vals)
        for state in ("sent", "pending", "unclear"):
            charge.state = state
            with self.assertRaisesRegex(UserError, "3.00 are being drawn from the card"):
                self.one._begin(self._chosen())
        charge.state = "declined"
        self._begun(self.one)

    def test_what_a_customer_has_begun_is_not_drawn_from_a_card_meanwhile(self):
        self.assertEqual(self.move._call_on_its_way(), 0)
        tx = self._begun(self.other)
        self.assertEqual(self.move._call_on_its_way(), 2)
        self._answer(tx, "error")
        self.assertEqual(self.move._call_on_its_way(), 0)

    def test_after_a_declined_or_cancelled_payment_the_next_may_begin(self):
        for state in ("error", "cancel"):
            self._answer(self._begun(self.one), state)
            self.assertEqual(self.one._situation(), "failed")
            tx = self._begun(self.other)
            self._answer(tx, state)
        self._answer(self._begun(self.one))
        self.assertEqual((self.one._situation(), self.move.payment_state), ("done", "paid"))

    def test_what_was_begun_is_given_up_or_forgotten_after_a_while(self):
        self._begun(self.one)
        self.one._give_up()
        self._begun(self.other)
        with self.assertRaises(UserError):
            self.one._begin(self._chosen())
        self.other.begun_at = fields.Datetime.now() - timedelta(minutes=11)
        self.one._begin(self._chosen())

    def test_a_payment_that_was_given_up_and_made_all_the_same_is_not_lost(self):
        late = self._begun(self.one)
        self.one._give_up()
        self._answer(self._begun(self.other))
        self._answer(late)
        self.assertEqual(self.move.payment_state, "paid")
        self.assertEqual(self._balance().receivable, 2_000_000, "what is too much stands in the customer's favour")

    def test_a_payment_that_is_on_its_way_is_not_given_up(self):
        self._answer(self._begun(self.one), "pending")
        self.one._give_up()
        with self.assertRaises(UserError):
            self.other._begin(self._chosen())

    def test_money_that_is_not_on_the_books_yet_keeps_the_invoice(self):
        tx = self._begun(self.one)
        tx.with_context(tracking_disable=True)._set_done()
        self.assertFalse(self.move._has_to_be_paid())
        with self.assertRaisesRegex(UserError, "on its way"):
            self.other._begin(self._chosen())

    def test_choices_that_nobody_went_on_with_are_forgotten(self):
        old = self._intent({self.move: 1.0})
        self._begun(self.one)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE call_pay_intent SET create_date = now() - interval '8 days' WHERE id != %s", [self.other.id]
        )
        self.env.invalidate_all()
        self.env["call.pay.intent"]._gc_call_pay_intents()
        self.assertEqual((self.one | self.other | old).exists(), self.one | self.other)
