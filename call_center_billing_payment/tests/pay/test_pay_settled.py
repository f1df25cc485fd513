"""After a payment: each invoice has what was chosen, and nobody is reminded, blocked or held to a plan."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPaySettled(PayCase):
    def test_several_invoices_in_one_payment(self):
        one, two, third = self._late(20), self._late(), self._late(5)
        tx = self._pay_shares({one: 3.0, third: 3.0})
        self.assertEqual((tx.payment_id.amount, tx.invoice_ids), (6.0, one | third))
        self.assertEqual((one + two + third).mapped("amount_residual"), [0.0, 3.0, 0.0])
        self.assertEqual(tx.call_purpose, "invoice")

    def test_a_part_leaves_the_rest_open(self):
        one, two = self._late(20), self._late()
        [group] = self.anna._call_pay_groups()
        self._pay_shares(self.anna._call_oldest_first(group, 4.0))
        self.assertEqual((one + two).mapped("amount_residual"), [0.0, 2.0])
        self.assertEqual((one.payment_state, two.payment_state), ("paid", "partial"))

    def test_parts_of_several_invoices_stay_as_they_were_chosen(self):
        one, two, third = self._late(20), self._late(), self._late(5)
        tx = self._pay_shares({one: 1.0, two: 2.0, third: 3.0})
        self.assertEqual((one + two + third).mapped("amount_residual"), [2.0, 1.0, 0.0])
        self.assertEqual(self._balance().receivable, -3_000_000)
        received = tx.payment_id.move_id.line_ids.filtered(lambda item: item.account_type == "asset_receivable")
        self.assertTrue(received.reconciled)

    def test_the_disputed_part_stays_disputed_and_the_rest_is_payable(self):
        call = self._used(seconds=60)
        one, two = self._late(20, seconds=240), self._late()
        self.env["call.dispute"]._open_dispute(self.acme, call, "not_mine", "That was not me")
        [group] = self.anna._call_pay_groups()
        [row, _other] = group["rows"]
        self.assertEqual((row["invoice"], row["disputed"], row["payable"]), (one, 0.6, 2.4))
        self.assertEqual(group["total"], 5.4)
        with self.assertRaisesRegex(UserError, "2.40.* of it can be paid now"):
            self._intent({one: 3.0})
        self._pay_shares(self.anna._call_oldest_first(group, group["total"]))
        self.assertEqual((one.amount_residual, one.call_disputed_amount, two.amount_residual), (0.6, 0.6, 0.0))
        [group] = self.anna._call_pay_groups()
        self.assertEqual((group["total"], group["rows"][0]["payable"]), (0.0, 0.0))

    def test_what_is_paid_is_left_out_of_reminders_at_once(self):
        self.company.call_reminders = True
        paid, owed = self._late(6), self._late(6)
        self._pay_shares({paid: 3.0})
        self.env["credit.control.run"]._call_night(self.company)
        reminded = self.env["credit.control.line"].search([("invoice_id", "in", (paid | owed).ids)]).invoice_id
        self.assertEqual(reminded, owed)

    def test_a_block_for_what_is_overdue_is_lifted_at_once(self):
        self.company.call_block_overdue_days = 5
        move = self._late(30)
        self.acme._call_watch_overdue()
        self.assertTrue(self.acme._call_blocked_by("overdue"))
        self._pay_shares({move: 1.0})
        self.assertTrue(self.acme._call_blocked_by("overdue"), "a part does not lift it")
        self._pay_shares({move: 2.0})
        self.assertFalse(self.acme._call_blocked_by("overdue"))

    def test_a_plan_is_paid_part_by_part_and_kept_at_once(self):
        move = self._late()
        plan = self.env["call.instalment.plan"].create({"invoice_id": move.id})
        plan.action_split()
        plan.action_start()
        [group] = self.anna._call_pay_groups()
        [row] = group["rows"]
        self.assertEqual((row["overdue"], group["overdue"]), (False, 0.0), "the plan has other days")
        self.assertEqual([(number, left) for _part, number, left in row["parts"]], [(1, 1.0), (2, 1.0), (3, 1.0)])
        self._pay_shares({move: move._call_share(row, {row["parts"][0][0].id})})
        self.assertEqual((plan.state, plan.part_ids.mapped("state")), ("running", ["paid", "open", "open"]))
        [group] = self.anna._call_pay_groups()
        [row] = group["rows"]
        self.assertEqual([number for _part, number, _left in row["parts"]], [2, 3])
        self._pay_shares({move: move._call_share(row, {part.id for part, _number, _left in row["parts"]})})
        self.assertEqual((plan.state, move.payment_state), ("kept", "paid"))
