"""From calls to a statement, an order, an invoice, and nothing lost on the way."""

from datetime import date

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestStatement(BillingCase):
    def _statement(self, *lines):
        return self._calls(self._import(*lines)).statement_id

    def test_a_statement_is_a_month_of_the_customer_s_own_clock(self):
        statements = self._statement(
            line("1.1/1", start="2026-10-31 22:59:59"), line("1.1/2", start="2026-10-31 23:00:00")
        )
        self.assertEqual(statements.sorted("date_from").mapped("date_from"), [date(2026, 10, 1), date(2026, 11, 1)])

    def test_a_month_does_not_move_with_the_browser_that_a_customer_logs_in_with(self):
        self.acme.tz = "Asia/Tokyo"
        statement = self._statement(line("1.1/1", start="2026-10-31 22:59:59"))
        self.assertEqual(statement.date_from, date(2026, 10, 1))

    def test_like_calls_are_summed_on_one_line(self):
        statement = self._statement(line("1.1/1", seconds=60), line("1.1/2", seconds=7), line("1.1/3", seconds=0))
        self.assertEqual(len(statement.line_ids), 1)
        self.assertEqual(
            (statement.line_ids.call_count, statement.line_ids.talk_seconds, statement.line_ids.amount),
            (2, 67, 670_000),
        )
        self.assertEqual((statement.call_count, statement.talk_seconds, statement.amount), (2, 67, 670_000))

    def test_later_imports_add_to_the_open_statement(self):
        statement = self._statement(line("1.1/1"))
        self.assertEqual(self._statement(line("1.1/2")), statement)
        self.assertEqual(statement.amount, 1_200_000)

    def test_an_invoice_carries_the_sum_of_the_calls_and_says_what_rounding_left(self):
        statement = self._statement(*(line(f"1.1/{number}", seconds=7) for number in range(1, 4)))
        self._publish(self.card, price=333_333)
        statement |= self._statement(line("1.2/1", seconds=7))
        move = statement.action_invoice()
        calls = self.env["call.record"].search([("statement_id", "=", statement.id)])
        lines = move.invoice_line_ids.sale_line_ids
        self.assertEqual(move.state, "posted")
        invoiced = round(move.amount_untaxed * 1_000_000)
        self.assertEqual(invoiced + sum(lines.mapped("call_residual")), sum(calls.mapped("amount")))
        self.assertEqual(move.amount_untaxed, statement.order_id.amount_untaxed)
        self.assertTrue(any(lines.mapped("call_residual")), "the second price leaves a residual")

    def test_billing_moves_the_statement_through_its_states(self):
        statement = self._statement(line("1.1/1"))
        self.assertEqual(statement.state, "open")
        statement.action_create_order()
        self.assertEqual((statement.state, statement.order_id.state), ("ordered", "sale"))
        statement.action_invoice(post=False)
        self.assertEqual((statement.state, statement.order_id.invoice_ids.state), ("ordered", "draft"))
        statement.action_invoice()
        self.assertEqual((statement.state, statement.order_id.invoice_ids.state), ("invoiced", "posted"))
        with self.assertRaisesRegex(UserError, "invoiced already"):
            statement.action_invoice()
        self.assertEqual(len(statement.order_id.invoice_ids), 1)

    def test_a_cancelled_order_opens_the_statement_again(self):
        statement = self._statement(line("1.1/1"))
        statement.action_create_order()
        first = statement.order_id
        first._action_cancel()
        self.assertEqual(statement.state, "open")
        self.assertEqual(self._statement(line("1.1/2")), statement)
        statement.action_create_order()
        self.assertNotEqual(statement.order_id, first)
        self.assertEqual(statement.order_id.amount_untaxed, 1.2)

    def test_a_late_call_goes_to_the_next_bill_with_a_mark(self):
        statement = self._statement(line("1.1/1", start="2026-09-05 10:00:00"))
        statement.action_invoice()
        late = self._calls(self._import(line("1.1/2", start="2026-09-05 10:00:00")))
        self.assertTrue(late.late)
        self.assertEqual(late.statement_id.date_from, date(2026, 10, 1))
        self.assertEqual(statement.amount, 600_000)

    def test_a_month_that_is_billed_before_it_is_over_goes_on(self):
        start = f"{fields.Datetime.now():%Y-%m-%d %H:%M:%S}"
        statement = self._statement(line("1.1/1", start=start))
        statement.action_invoice()
        call = self._calls(self._import(line("1.1/2", start=start)))
        following = call.statement_id
        self.assertEqual((following.date_from, following.sequence, call.late), (statement.date_from, 2, False))
        self.assertEqual(following.name, f"{statement.name} (2)")
        self.assertEqual(self._statement(line("1.1/3", start=start)), following)
        self.assertEqual(following.action_invoice().amount_untaxed, 1.2)
        self.assertEqual(self._statement(line("1.1/4", start=start)).sequence, 3)

    def test_two_prices_make_two_lines_and_a_campaign_its_own(self):
        self.env["call.campaign"].create({"name": "Spring", "partner_id": self.acme.id, "code": "S"})
        statement = self._statement(line("1.1/1"), line("1.1/2", account="S"))
        self._publish(self.card, price=300_000)
        self._statement(line("1.1/3"))
        self.assertEqual(sorted(statement.line_ids.mapped("amount")), [300_000, 600_000, 600_000])
        names = statement.action_invoice().invoice_line_ids.mapped("name")
        self.assertTrue(any("Spring" in name and "0.60/min" in name for name in names), names)
        self.assertTrue(any("0.30/min" in name for name in names), names)

    def test_the_wizard_bills_many_customers_at_once(self):
        other = self._create_customer("Other", "+46850001234")
        statements = self._statement(line("1.1/1"), line("1.1/2", a_number="46850001234"))
        wizard = (
            self.env["call.statement.invoice"]
            .with_context(active_ids=statements.ids)
            .create({"result": "posted", "invoice_date": "2026-12-01"})
        )
        wizard.action_bill()
        self.assertEqual(set(statements.mapped("state")), {"invoiced"})
        moves = statements.order_id.invoice_ids
        self.assertEqual(moves.partner_id, self.acme | other)
        self.assertEqual(set(moves.mapped("invoice_date")), {date(2026, 12, 1)})

    def test_two_statements_of_one_customer_become_two_invoices(self):
        statements = self._statement(line("1.1/1", start="2026-10-01 10:00:00"), line("1.1/2"))
        moves = statements.action_invoice()
        self.assertEqual(len(moves), 2)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertEqual(statements.order_id.mapped("invoice_count"), [1, 1])

    def test_an_empty_statement_is_not_billed(self):
        statement = self.env["call.statement"].create(
            {
                "partner_id": self.acme.id,
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "date_from": "2026-01-01",
                "date_to": "2026-02-01",
            }
        )
        with self.assertRaisesRegex(UserError, "nothing to bill"):
            statement.action_create_order()

    def test_a_line_without_calls_is_not_billed(self):
        """As an import leaves one that was ended while it read, and never begun again."""
        statement = self._statement(line("1.1/1"))
        opened = statement.line_ids.copy({"price": 1, "call_count": 0, "talk_seconds": 0, "amount": 0})
        statement.action_create_order()
        self.assertEqual(len(statement.order_id.order_line), 1)
        self.assertNotIn(opened, statement.order_id.order_line.call_statement_line_id)

    def test_order_and_invoice_lead_to_their_calls(self):
        statement = self._statement(line("1.1/1"), line("1.1/2"))
        move = statement.action_invoice()
        for document in (move, statement.order_id):
            self.assertEqual(document.call_count, 2)
            self.assertEqual(self.env["call.record"].search_count(document.action_view_calls()["domain"]), 2)
