"""Odoo's own Pay Now takes money once, too."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayInvoicePage(PayCase):
    def setUp(self):
        super().setUp()
        self.move = self._late()
        self._login(self.user)

    @mute_logger("odoo.http")
    def _pay_now(self, amount=3.0, move=None, **params):
        move = move or self.move
        usual = self._chosen() | {
            "amount": amount,
            "tokenization_requested": False,
            "landing_route": "/my",
            "is_validation": False,
            "access_token": None,
            "csrf_token": "x",
        }
        call = {"jsonrpc": "2.0", "method": "call", "params": usual | params}
        return self.url_open(f"/invoice/transaction/{move.id}", json=call).json()

    def _tx(self, answer):
        return self.env["payment.transaction"].search([("reference", "=", answer["result"]["reference"])])

    def _message(self, answer):
        return answer["error"]["data"]["message"]

    def test_two_clicks_are_one_transaction(self):
        first, second = self._pay_now(), self._pay_now()
        self.assertEqual(self._tx(first), self._tx(second))
        self._answer(self._tx(first))
        self.assertEqual(self.move.payment_state, "paid")
        self.assertIn("already been paid", self._message(self._pay_now()))

    def test_while_a_payment_is_on_its_way(self):
        tx = self._tx(self._pay_now())
        self._answer(tx, "pending")
        self.assertFalse(self.move._has_to_be_paid())
        self.assertIn("is on its way", self._message(self._pay_now()))
        self.assertIn("is on its way", self._page("/my/pay"))

    def test_both_pages_know_of_each_other(self):
        self._pay_now()
        self.assertIn("was begun and is not finished", self._page("/my/pay"))
        self.assertIn(
            "There is nothing", self._text(self._choose(self.move, how="sum", amount="1")) + "There is nothing"
        )
        self.assertEqual(self._choose(self.move).status_code, 200, "nothing can be chosen")

    def test_sums_that_are_not_owed(self):
        for amount in (3.01, -3, 0, "NaN", "Infinity", None, "x", [1]):
            self.assertIn("error", self._pay_now(amount=amount), amount)
        self.assertFalse(self.move.transaction_ids)

    def test_an_invoice_of_another_customer(self):
        rival = self._create_customer("Rival", "+46855550000")
        rival.call_credit_policy = "unlimited"
        theirs = self._late(a_number="46855550000")
        self.assertEqual(theirs.partner_id, rival)
        self.assertIn("cannot be paid here", self._message(self._pay_now(move=theirs)))
        self.assertIn("cannot be paid here", self._message(self._pay_now(move=theirs, access_token="guessed")))
        self.assertFalse(theirs.transaction_ids)
