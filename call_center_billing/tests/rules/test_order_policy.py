"""Orders by call, by day and by cycle, and each crown counted once."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ...models.billing import call_statement_slots
from ..common import line
from .common import RulesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22 10:00:00")
class TestOrderPolicy(RulesCase):
    def _uninvoiced(self):
        return self.acme._call_balance(self.company).uninvoiced

    def test_after_each_call_an_order_with_its_talk_time_and_cost(self):
        self.acme.call_order_policy = "call"
        self._import(line("1.1/1", seconds=90), line("1.1/2", seconds=61))
        self._order()
        statement = self.acme.call_statement_ids
        orders = statement.order_ids.sorted("amount_untaxed")
        self.assertEqual((statement.state, orders.mapped("state")), ("open", ["sale", "sale"]))
        self.assertEqual(orders.mapped("amount_untaxed"), [0.61, 0.9])
        self.assertEqual(orders.order_line.mapped("call_talk_seconds"), [61, 90])
        self.assertEqual(orders.mapped("call_count"), [1, 1])
        self.assertIn("2026-11-22 04:22:52 +46701110•••", orders[0].order_line.name)
        self._assert_adds_up()

    def test_days_have_their_orders_when_they_are_over(self):
        self.acme.call_order_policy = "day"
        starts = ("2026-11-20 10:00:00", "2026-11-20 12:00:00", "2026-11-22 03:00:00")
        self._import(*(line(f"1.{start}/1", start=start) for start in starts))
        self._order()
        statement = self.acme.call_statement_ids
        self.assertEqual((statement.order_ids.mapped("amount_untaxed"), statement.state), ([1.2], "open"))
        self._order()
        self.assertEqual(len(statement.order_ids), 1)
        with freeze_time("2026-11-23 00:30:00"):
            self._order()
        self.assertEqual(sorted(statement.order_ids.mapped("amount_untaxed")), [0.6, 1.2])
        self._assert_adds_up()

    def test_a_late_call_of_a_day_that_has_its_order_has_another(self):
        self.acme.call_order_policy = "day"
        self._import(line("1.1/1", start="2026-11-20 10:00:00"))
        self._order()
        self._import(line("1.1/2", start="2026-11-20 11:00:00"))
        self._order()
        statement = self.acme.call_statement_ids
        self.assertEqual(statement.order_ids.mapped("amount_untaxed"), [0.6, 0.6])
        self.assertEqual(sorted(statement.line_ids.mapped("part")), [0, 1])
        self._assert_adds_up()

    def test_one_invoice_takes_all_orders_of_the_statement(self):
        self.acme.call_order_policy = "day"
        days = (line(f"1.1/{day}", start=f"2026-11-{day:02} 10:00:00") for day in range(18, 23))
        self._import(*days)
        self._order()
        statement = self.acme.call_statement_ids
        self.assertEqual(len(statement.order_ids), 4)
        move = statement.action_invoice()
        self.assertEqual((len(move), move.amount_untaxed, statement.state), (1, 3.0, "invoiced"))
        self.assertEqual((move.call_statement_ids, len(statement.order_ids)), (statement, 5))
        self.assertEqual(self.env["account.move"].search([("call_statement_ids", "in", statement.ids)]), move)
        self.assertEqual(move.invoice_line_ids.mapped("call_talk_seconds"), [60] * 5)
        self._assert_adds_up()

    def test_the_balance_counts_what_is_ordered_and_invoiced_once(self):
        self.acme.call_order_policy = "call"
        self._import(line("1.1/1"), line("1.1/2"), line("1.1/3"))
        self.assertEqual(self._uninvoiced(), 1_800_000)
        self._order()
        self.assertEqual(self._uninvoiced(), 1_800_000)
        statement = self.acme.call_statement_ids
        statement.order_ids[0]._create_invoices().action_post()
        self.assertEqual((statement.state, self._uninvoiced()), ("open", 1_200_000))
        self._import(line("1.1/4"))
        self.assertEqual(self._uninvoiced(), 1_800_000)
        move = statement.action_invoice()
        self.assertEqual((move.amount_untaxed, self._uninvoiced(), statement.state), (1.8, 0, "invoiced"))
        self.assertEqual(self.env["call.balance"]._audit(self.company), {})
        self._assert_adds_up()

    def test_a_policy_that_changes_holds_for_calls_to_come(self):
        self._import(line("1.1/1", start="2026-11-10 10:00:00"))
        self.company.call_order_policy = "day"
        self._import(line("1.1/2", start="2026-11-11 10:00:00"))
        self.acme.call_order_policy = "cycle"
        self._import(line("1.1/3", start="2026-11-12 10:00:00"))
        self._order()
        statement = self.acme.call_statement_ids
        self.assertEqual(statement.order_ids.mapped("amount_untaxed"), [0.6])
        statement.action_create_order()
        self.assertEqual(sorted(statement.order_ids.mapped("amount_untaxed")), [0.6, 1.2])
        self._assert_adds_up()

    def test_a_cancelled_order_s_calls_are_ordered_again_and_no_other_s(self):
        self.acme.call_order_policy = "call"
        self._import(line("1.1/1"), line("1.1/2", seconds=30))
        statement = self.acme.call_statement_ids
        statement.action_create_order()
        small = statement.order_ids.sorted("amount_untaxed")[0]
        small._action_cancel()
        self.assertEqual(statement.state, "open")
        self.assertEqual(statement.action_invoice().amount_untaxed, 0.9)
        self.assertEqual(statement.order_ids.mapped("state").count("sale"), 2)
        with self.assertRaisesRegex(UserError, "Make new orders"):
            small.action_draft()
        self._assert_adds_up()

    def test_many_orders_are_a_job_s(self):
        self.acme.call_order_policy = "call"
        self._import(*(line(f"1.{index}/1") for index in range(3)))
        statement = self.acme.call_statement_ids
        with patch.object(call_statement_slots, "FEW", 2), patch.object(type(statement), "_order_by_job") as job:
            self._order()
        job.assert_called_once()
        with trap_jobs() as trap:
            statement._order_by_job()
            trap.assert_jobs_count(1, only=statement._order_finished)
            trap.perform_enqueued_jobs()
        self.assertEqual(len(statement.order_ids), 3)

    def test_what_keeps_an_account_from_its_orders_is_told_and_keeps_nobody_else(self):
        self._refused(UserError("No price list"), "No price list")

    def test_nor_does_an_error_that_nobody_foresaw(self):
        with mute_logger("odoo.addons.call_center_billing.models.billing.call_statement_slots"):
            self._refused(KeyError("tax"), "KeyError: .*tax")

    def _refused(self, error, said):
        other = self._create_customer("Other", "+46850001234")
        (self.acme | other).call_order_policy = "call"
        self._import(line("1.1/1"), line("1.1/2", a_number="46850001234"))
        broken = self.acme.call_statement_ids
        make = type(broken)._make_orders

        def refuse(statement, lines):
            if statement == broken:
                raise error
            return make(statement, lines)

        self.patch(type(broken), "_make_orders", refuse)
        self._order()
        self._order()
        self.assertEqual(len(broken.activity_ids), 1)
        self.assertRegex(broken.activity_ids.note, said)
        self.assertEqual(len(other.call_statement_ids.order_ids), 1)

    def test_calls_taken_back_leave_what_their_order_charges(self):
        self.acme.call_order_policy = "day"
        kept = self._import(line("1.1/1", start="2026-11-20 10:00:00"))
        wrong = self._import(line("1.1/2", start="2026-11-20 11:00:00"), line("1.1/3", start="2026-11-19 11:00:00"))
        self._order()
        statement = self._calls(kept).statement_id
        self.assertEqual(sorted(statement.order_ids.mapped("amount_untaxed")), [0.6, 1.2])
        self.env["call.import.withdraw"].create({"import_id": wrong.id, "reason": "x"}).action_withdraw()
        self.assertEqual(statement._live_orders().mapped("amount_untaxed"), [0.6])
        self.assertEqual(statement.state, "open")
        self._assert_adds_up()
