"""Calls whose days have orders of their own are corrected on the order that charges them."""

from odoo.tests import tagged

from .common import CorrectionCase


@tagged("post_install", "-at_install")
class TestCorrectionOrders(CorrectionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.call_order_policy = "day"

    def _ordered(self, **vals):
        calls = self._made((60,), **vals)
        calls.statement_id._order_finished()
        return calls

    def _orders(self):
        return self.acme.call_statement_ids.order_ids.sorted("id")

    def test_a_late_call_changes_on_its_own_order(self):
        first = self._ordered(start="2026-11-05 10:00:00")
        invoice = self._orders()._create_invoices()
        self._publish(self.card, price=300_000)
        self._applied()
        self.assertEqual(invoice.amount_untaxed, 0.3)
        invoice.action_post()
        late = self._ordered(start="2026-11-05 11:00:00")
        self._publish(self.card, valid_from="2026-01-03 00:00:00", price=900_000)
        self._publish(self.card, valid_from="2026-01-04 00:00:00", price=300_000)
        self.assertEqual(self._orders().mapped("amount_untaxed"), [0.3, 0.3])
        self._publish(self.card, valid_from="2026-01-05 00:00:00", price=600_000)
        correction = self._applied()
        self.env.invalidate_all()
        self.assertEqual((first.amount, first.adjusted, late.amount), (300_000, 300_000, 600_000))
        self.assertEqual(self._orders().mapped("amount_untaxed"), [0.3, 0.6])
        self.assertEqual(correction.move_ids.amount_untaxed, 0.3)
        self._check_sums()
        # back again: a line of that price is there, but on the first order, which is invoiced
        self._publish(self.card, valid_from="2026-01-06 00:00:00", price=300_000)
        self._applied()
        self.env.invalidate_all()
        self.assertEqual((late.amount, late.statement_line_id == first.statement_line_id), (300_000, False))
        self.assertEqual(self._orders().mapped("amount_untaxed"), [0.3, 0.3])
        self.assertFalse(self.acme.call_statement_ids._differences())
        self._check_sums()

    def test_a_call_with_an_order_stays_with_it_though_others_of_its_price_wait_for_theirs(self):
        first = self._ordered(start="2026-11-05 10:00:00")
        self._publish(self.card, price=300_000)
        late = self._made((60,), start="2026-11-05 11:00:00")
        self.assertEqual((late.amount, late.statement_line_id.ordered), (300_000, False))
        self._applied()
        self.env.invalidate_all()
        self.assertEqual((first.amount, first.statement_line_id.ordered), (300_000, True))
        self.assertFalse(late.statement_line_id.ordered)
        self.assertEqual(self._orders().mapped("amount_untaxed"), [0.3])
        self._check_sums()
        late.statement_id._order_finished()
        self.assertEqual(self._orders().mapped("amount_untaxed"), [0.3, 0.3])
        self._check_sums()

    def test_a_call_that_comes_on_a_later_bill_waits_for_an_order(self):
        calls = self._ordered(start="2026-11-05 10:00:00")
        invoice = self._orders()._create_invoices()
        wizard = {"move_id": invoice.id, "reason": "Later", "what": "drop", "then": "later"}
        self.env["call.invoice.change"].create(wizard | {"call_ids": [(6, 0, calls.ids)]}).action_change()
        self.env.invalidate_all()
        self.assertEqual((invoice.state, calls.statement_line_id.ordered), ("cancel", False))
        self._check_sums()
        calls.statement_id._order_finished()
        self.assertEqual(self._orders().filtered(lambda order: order.state == "sale").amount_untaxed, 0.6)
        self._check_sums()
