"""Runs: who is billed, who is set aside and why, and that nobody is billed twice."""

from datetime import date
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RunCase


@tagged("post_install", "-at_install")
class TestBillingRun(RunCase):
    def test_the_dry_run_is_what_is_created(self):
        tax = self.env["account.tax"].create({"name": "25", "amount": 25, "type_tax_use": "sale"})
        self.mobile.product_id.taxes_id = tax
        self._october(seconds=125)
        self._october("bolt", seconds=61)
        run = self._run()
        self.assertEqual((run.state, run.line_count, run.ready_count), ("looked", 2, 2))
        self.assertFalse(self.env["account.move"].search([("partner_id", "=", self.acme.id)]), "nothing is made yet")
        said = {line.partner_id: (line.call_count, line.amount, line.tax, line.total) for line in run.line_ids}
        run.action_create()
        self.assertEqual((run.state, run.billed_count, run.progress), ("done", 2, 100))
        for line in run.line_ids:
            move = line.move_id
            figures = (
                move.call_count,
                *(round(x * 1e6) for x in (move.amount_untaxed, move.amount_tax, move.amount_total)),
            )
            self.assertEqual(figures, said[line.partner_id])
            self.assertEqual(
                (move.state, move.invoice_date, line.statement_id.state), ("posted", date(2026, 11, 5), "invoiced")
            )
            self.assertEqual(move.line_ids.sale_line_ids.order_id.invoice_status, "invoiced")

    def test_only_periods_that_are_over_by_the_customers_clock(self):
        self._october()
        self._call(start="2026-11-03 10:00:00")
        run = self._run()
        self.assertEqual(run.line_ids.mapped("date_from"), [date(2026, 10, 1)])
        self.assertEqual(len(self._run(before_end=True).line_ids), 2)
        self.freeze("2026-10-31 23:30:00")  # November in Stockholm, October in New York
        self.assertEqual(self._run().line_ids.partner_id, self.acme)
        self.acme.call_timezone = "America/New_York"
        self.assertFalse(self._run().line_ids)

    def test_customers_groups_and_campaigns_can_be_chosen(self):
        group = self.env["call.customer.group"].create({"name": "Few", "pricelist_id": self.pricelist.id})
        self.bolt.call_group_id = group
        self._october()
        self._october("bolt")
        self.assertEqual(self._run(partner_ids=self.acme.ids).line_ids.partner_id, self.acme)
        self.assertEqual(self._run(group_ids=group.ids).line_ids.partner_id, self.bolt)
        campaign = self.env["call.campaign"].create({"name": "None", "code": "x", "partner_id": self.acme.id})
        self.assertFalse(self._run(campaign_ids=campaign.ids).line_ids)

    def test_an_account_without_a_tick_is_left_out(self):
        self._october()
        self._october("bolt")
        run = self._run()
        self._line(run, self.bolt).with_user(self.clerk).action_leave_out()
        run.with_user(self.clerk).action_create()
        self.assertEqual((run.state, run.billed_count), ("done", 1))
        self.assertEqual(self._line(run, self.bolt).state, "ready")
        with self.assertRaisesRegex(UserError, "between the dry run and its bills"):
            self._line(run, self.bolt).action_take_in()

    def test_the_same_period_is_not_billed_twice(self):
        self._october()
        first, second = self._run(), self._run()
        first.action_create()
        second.action_create()
        self.assertEqual((second.state, second.line_ids.state, second.billed_count), ("done", "gone", 0))
        self.assertFalse(self._run().line_ids)
        with self.assertRaisesRegex(UniqueViolation, "billed_once"), mute_logger("odoo.sql_db"), self.cr.savepoint():
            second.line_ids.state = "billed"
            self.env.flush_all()

    def test_a_period_whose_invoice_was_cancelled_is_billed_again(self):
        statement = self._october()
        first = self._run()
        first.action_create()
        move = first.line_ids.move_id
        move.button_draft()
        move.button_cancel()
        statement.order_id._action_cancel()
        self.assertEqual(statement.state, "open")
        second = self._run()
        second.action_create()
        self.assertEqual((second.state, second.line_ids.state, first.line_ids.state), ("done", "billed", "undone"))

    def test_an_error_with_one_account_leaves_the_others_billed(self):
        self._october()
        self._october("bolt")
        run = self._run()
        before = type(self.env["call.statement"])._prepare_order_vals

        def prepare(statement, *args):
            if statement.partner_id == self.bolt:
                raise ZeroDivisionError("a fault of ours")
            return before(statement, *args)

        with patch.object(type(self.env["call.statement"]), "_prepare_order_vals", prepare):
            run.action_create()
        bad, good = self._line(run, self.bolt), self._line(run, self.acme)
        self.assertEqual(
            (run.state, good.state, bad.state, bad.error), ("exceptions", "billed", "failed", "a fault of ours")
        )
        self.assertEqual((bad.activity_ids.user_id, bad.statement_id.state), (self.clerk, "open"))
        run.action_try_again()
        self.assertEqual((run.state, bad.state, bad.error, bad.activity_ids.ids), ("done", "billed", False, []))

    def test_statements_are_billed_by_what_they_hold_at_that_moment(self):
        self._october()
        run = self._run()
        self._october(seconds=120)
        run.action_create()
        self.assertEqual((run.line_ids.amount, run.line_ids.move_id.amount_untaxed), (1_800_000, 1.8))

    def test_what_is_usual_and_what_is_not(self):
        for month, seconds in ((7, 600), (8, 600), (9, 600)):
            self._call(seconds=seconds, start=f"2026-{month:02d}-10 10:00:00")
        self._october(seconds=6_000)
        run = self._run()
        line = run.line_ids.filtered(lambda line: line.date_from == date(2026, 10, 1))
        self.assertEqual(
            (line.usual, line.change, line.finding, line.odd, line.state), (6_000_000, 900, "high", True, "ready")
        )

    def test_rights(self):
        self._october()
        sales = self._create_user("sales")
        manager = self._create_user("manager")
        run = self._run()
        self.assertEqual(run.with_user(sales).line_ids.partner_id, self.acme)
        with self.assertRaises(AccessError):
            run.with_user(sales).action_create()
        with self.assertRaises(AccessError):
            self.env["call.billing.run"].with_user(sales).create({})
        with self.assertRaisesRegex(AccessError, "tick"):
            run.line_ids.with_user(self.clerk).write({"state": "billed"})
        with self.assertRaises(AccessError):
            run.with_user(self._create_user("switch")).read(["name"])
        run.with_user(manager).action_create()
        self.assertEqual(run.state, "done")
        with self.assertRaisesRegex(UserError, "books' history"):
            run.unlink()
