"""Top-ups by payment providers: booked in the same second, whatever the rules say by then."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TopUpCase


@tagged("post_install", "-at_install")
class TestTopUpGateway(TopUpCase):
    def _told(self):
        return self.acme.activity_ids.filtered(lambda each: "outside the rules" in (each.summary or ""))

    def test_the_balance_rises_with_the_gateway_s_word(self):
        tx = self._say(self._transaction(100))
        self.assertEqual(self._available(), 100)
        payment = tx.payment_id
        self.assertEqual((payment.call_top_up, payment.call_available_after), (True, 100))
        self.assertTrue(payment.call_top_up_at)
        self.assertFalse(self._told())

    def test_said_twice_it_is_booked_once(self):
        tx = self._transaction(100)
        for _time in range(2):
            self._say(tx)
        tx._post_process()
        self.assertEqual((self._available(), len(self._top_ups())), (100, 1))

    def test_what_is_not_paid_is_not_there(self):
        for state in ("pending", "cancel", "error"):
            self._say(self._transaction(100), state)
            self.assertEqual((self._available(), len(self._top_ups())), (0, 0))

    def test_money_that_came_is_booked_although_the_rules_have_changed(self):
        tx = self._transaction(100)
        self.company.call_top_up_maximum = 50
        self._say(tx)
        self.assertEqual(self._available(), 100)
        self.assertEqual(len(self._told()), 1)
        self.assertIn("at most", self._told().note)
        self.assertIn(tx.reference, self._told().note)

    def test_two_windows_may_exceed_the_day_and_a_clerk_hears_of_it(self):
        self.company.call_top_up_day_maximum = 150
        first, second = self._transaction(100), self._transaction(100)
        self._say(first)
        self.assertFalse(self._told())
        self._say(second)
        self.assertEqual((self._available(), len(self._told())), (200, 1))

    def test_a_payment_of_something_else_is_no_top_up(self):
        for purpose in ("balance", "invoice", "collection", False):
            self.assertFalse(self._say(self._transaction(10, call_purpose=purpose)).payment_id.call_top_up)
        self.assertTrue(self._say(self._transaction(10, call_purpose="auto_top_up")).payment_id.call_top_up)

    def test_it_cannot_be_taken_away_by_hand(self):
        payment = self._say(self._transaction(100)).payment_id
        for take_away in (payment.action_draft, payment.action_cancel, payment.unlink, payment.move_id.button_draft):
            with self.assertRaisesRegex(UserError, "refund it instead"):
                take_away()
        with self.assertRaisesRegex(UserError, "refund it instead"):
            payment._call_reverse_top_up("Why not")
        self.assertEqual(self._available(), 100)

    def test_a_clerk_charges_a_saved_card_once(self):
        wizard = self._wizard(user=self._create_user("clerk"), way="card", token_id=self._token().id)
        first = wizard.action_top_up()
        self.assertEqual((first["res_model"], self._available()), ("account.payment", 100))
        second = wizard.action_top_up()
        self.assertEqual((second["res_id"], self._available()), (first["res_id"], 100))
        self.assertEqual(self._top_ups().payment_transaction_id.operation, "offline")

    def test_a_declined_card_is_told(self):
        wizard = self._wizard(way="card", token_id=self._token("error").id)
        for _time in range(2):
            self.assertIn("not charged", wizard.action_top_up()["params"]["message"])
        self.assertEqual((self._available(), self.env["payment.transaction"].search_count([])), (0, 1))

    def test_a_card_that_has_not_answered_is_told(self):
        wizard = self._wizard(way="card", token_id=self._token("pending").id)
        self.assertIn("not answered", wizard.action_top_up()["params"]["message"])
        self.assertEqual(self._available(), 0)
        self._say(self.env["payment.transaction"].search([]))
        self.assertEqual(self._available(), 100)

    def test_only_the_customer_s_own_cards(self):
        other = self._token(partner_id=self._create_customer("Other").id)
        wizard = self._wizard(way="card")
        self.assertNotIn(other, wizard.token_ids)
        for token in (other, self.env["payment.token"]):
            wizard.token_id = token
            with self.assertRaisesRegex(UserError, "Choose a card"):
                wizard.action_top_up()
