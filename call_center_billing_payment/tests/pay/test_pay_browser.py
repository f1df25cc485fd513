"""Customers pay in a real browser, on a computer's and a telephone's screen."""

from odoo.tests import tagged

from .common import PayCase


class PayTours(PayCase):
    """The same clicks on each screen."""

    def _in_browser(self, tour, page="/my/pay"):
        # a step that fails says so in words; a tour has nothing else to tell
        self.start_tour(page, tour, login="anna_portal")


@tagged("post_install", "-at_install")
class TestPayBrowser(PayTours):
    def test_two_invoices_of_three(self):
        moves = [self._late(30), self._late(20), self._late(10)]
        self._in_browser("call_pay_two_invoices", page="/my")
        self.assertEqual([move.amount_residual for move in moves], [0.0, 0.0, 3.0])
        self.assertEqual(len(moves[0].transaction_ids), 1)

    def test_a_payment_that_is_declined_first(self):
        move = self._late()
        self._in_browser("call_pay_declined")
        self.assertEqual(move.payment_state, "paid")
        self.assertEqual(move.transaction_ids.sorted("id").mapped("state"), ["error", "done"])


@tagged("post_install", "-at_install")
class TestPayTelephone(PayTours):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_part(self):
        old, new = self._late(20), self._late()
        self._in_browser("call_pay_part")
        self.assertEqual((old.amount_residual, new.amount_residual), (0.0, 1.5))

    def test_a_top_up(self):
        self.acme.write({"call_policy": "prepaid", "call_credit_policy": "limited"})
        self.company.call_top_up_suggestions = "100; 250"
        self._in_browser("call_pay_top_up", page="/my/top-up")
        self.assertEqual(self._available(), 250.0)
