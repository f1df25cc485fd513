"""A statement is checked against its calls, and what differs is said."""

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestStatementAudit(BillingCase):
    def setUp(self):
        super().setUp()
        calls = self._calls(self._import(line("1.1/1"), line("1.1/2", seconds=7), line("1.1/3", seconds=0)))
        self.statement = calls.statement_id

    def _said(self):
        """The notification of the button."""
        params = self.statement.action_audit()["params"]
        return params["type"], params["message"]

    def test_a_statement_agrees_with_its_calls_from_open_to_invoiced(self):
        agrees = ("success", "Calls, lines, orders and invoices agree.")
        self.assertEqual(self._said(), agrees)
        self.statement.action_create_order()
        self.assertEqual(self._said(), agrees)
        self.statement.action_invoice()
        self.assertEqual(self._said(), agrees)

    def test_a_line_that_has_other_sums_than_its_calls(self):
        self.env.flush_all()
        self.cr.execute("UPDATE call_statement_line SET amount = amount + 1, call_count = 3")
        self.env.invalidate_all()
        kind, message = self._said()
        self.assertEqual(kind, "danger")
        self.assertIn("0.670001 ≠ 0.67", message)
        self.assertIn("3 ≠ 2", message)
        self.assertIn("0.670001 ≠ 0.67", self.statement.message_ids[0].body)

    def test_an_order_that_somebody_changed(self):
        self.statement.action_create_order()
        self.statement.order_id.order_line.price_unit = 0.5
        self.assertRegex(self._said()[1], "Orders with their rounding: 0.50 ≠ 0.67$")

    def test_an_invoice_that_somebody_changed(self):
        move = self.statement.action_invoice(post=False)
        move.invoice_line_ids.price_unit = 0.6
        self.assertRegex(self._said()[1], f"Invoice of order {self.statement.order_id.name}: 0.60 ≠ 0.67$")

    def test_calls_taken_back_after_the_invoice_and_the_credit_note_agree(self):
        wrong = self._import(line("2.1/1", seconds=30))
        self.statement.action_invoice()
        self.env["call.import.withdraw"].create({"import_id": wrong.id, "reason": "x"}).action_withdraw()
        self.assertEqual(self._said()[0], "success")

    def test_order_and_invoice_say_what_rounding_left_in_total_and_by_line(self):
        self._publish(self.card, price=333_333)
        self._import(line("3.1/1", seconds=7), line("3.1/2", seconds=7))
        move = self.statement.action_invoice()
        order = self.statement.order_id
        self.assertNotEqual(order.call_residual, 0)
        self.assertEqual(order.call_residual, move.call_residual)
        for document in (order.order_line, move.invoice_line_ids):
            self.assertEqual(sum(document.mapped("call_count")), 4)
            self.assertEqual(sum(document.mapped("call_talk_seconds")), 81)
            self.assertEqual(sum(document.mapped("call_residual")), order.call_residual)
            self.assertEqual(len(set(document.mapped("call_product_code"))), 1)
        charged = round(move.amount_untaxed * 1_000_000) + move.call_residual
        self.assertEqual(charged, self.statement.amount)

    def test_sales_may_check_and_change_nothing(self):
        statement = self.statement.with_user(self._create_user("sales"))
        self.assertEqual(statement.action_audit()["params"]["type"], "success")
