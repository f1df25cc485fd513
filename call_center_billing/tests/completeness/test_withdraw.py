"""A wrong file is taken back whole, and may be imported again."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...models.mediation import call_import
from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ..common import BillingCase, line

STATE = """SELECT (SELECT array_agg((identity, state, amount, statement_id IS NOT NULL)::text ORDER BY identity)
                     FROM call_record WHERE source_id = %(source)s),
                  (SELECT array_agg((statement.partner_id, statement.date_from, line.call_count, line.talk_seconds,
                                     line.billed_seconds, line.amount)::text ORDER BY 1)
                     FROM call_statement_line line JOIN call_statement statement ON statement.id = line.statement_id
                    WHERE statement.partner_id = %(partner)s)"""


@tagged("post_install", "-at_install")
class TestWithdraw(BillingCase):
    def _wrong(self):
        """A right file and a wrong one, which adds to the same statement line and opens another statement."""
        self._create_customer("Other", "+46850001234")
        right = self._import(line("1.1/1"), name="right.csv")
        wrong = self._import(*self._wrong_lines(), name="wrong.csv")
        return right, wrong

    @staticmethod
    def _wrong_lines():
        return (
            line("2.1/1", seconds=30),
            line("2.1/2", a_number="46850001234"),
            line("2.1/3", a_number="4791112233"),
            line("2.1/4", seconds=0),
            line("2.1/5").replace("2026", "MMXXVI"),
        )

    def _store(self):
        self.env.flush_all()
        self.env.cr.execute(STATE, {"source": self.source.id, "partner": self.acme.id})
        return self.env.cr.fetchone()

    def _take_back(self, batch, reason="Wrong switch"):
        action = batch.action_withdraw()
        wizard = batch.env[action["res_model"]].with_context(**action["context"]).create({"reason": reason})
        wizard.action_withdraw()
        return wizard

    def _two_prices(self):
        """Three files, and Acme's statement of them, on which the last has a price of its own."""
        right = self._import(line("1.1/1", seconds=7), line("1.1/2", seconds=7), name="right.csv")
        wrong = self._import(line("2.1/1", seconds=61), name="wrong.csv")
        self._publish(self.card, price=333_333)
        wrong_too = self._import(line("3.1/1", seconds=7), name="wrong too.csv")
        return right, wrong, wrong_too, self._calls(right).statement_id

    def test_the_dry_run_tells_what_would_change_and_changes_nothing(self):
        right, wrong = self._wrong()
        self._calls(right).statement_id.action_create_order()
        before = self._store()
        wizard = self.env["call.import.withdraw"].create({"import_id": wrong.id, "reason": "x"})
        self.assertEqual((wizard.call_count, wizard.talk_seconds), (4, 150))
        self.assertEqual(wizard.amounts, f"0.90 {self.company.currency_id.name}")
        self.assertEqual((wizard.open_count, wizard.ordered_count, wizard.invoiced_count), (1, 1, 0))
        self.assertEqual(self._store(), before)

    def test_open_statements_are_as_if_the_file_had_never_come(self):
        self._import(line("1.1/1"), name="right.csv")
        before = self._store()
        self._create_customer("Other", "+46850001234")
        lines = (*self._wrong_lines(), line("2.1/6", b_number="4791234567", seconds=5))
        wrong = self._import(*lines, name="wrong.csv")
        after = self._store()
        self._take_back(wrong)
        self.assertEqual(self._store(), before)
        self.assertFalse(self.env["call.statement"].search([("partner_id.name", "=", "Other")]))
        self.assertEqual((wrong.state, wrong.withdrawn_count, wrong.stored_count), ("withdrawn", 5, 5))
        self.assertEqual(wrong.withdrawn_reason, "Wrong switch")
        self.assertEqual(wrong.reject_ids.state, "dismissed")
        again = self._import(*lines, name="wrong.csv")
        self.assertFalse(again.previous_id)
        self.assertEqual(self._store(), after)

    def test_a_file_that_is_read_in_blocks_is_corrected_and_taken_back_too(self):
        before = self._store()
        spy = patch.object(BulkPipeline, "run", autospec=True, side_effect=BulkPipeline.run)
        with patch.object(call_import, "FEW", 0), spy as read:
            wrong = self._import(*self._wrong_lines(), name="wrong.csv")
        read.assert_called_once()
        wrong.reject_ids.text = wrong.reject_ids.raw.replace("MMXXVI", "2025")
        wrong.reject_ids.action_retry()
        self.assertEqual((wrong.stored_count, wrong.refused_count, wrong.first_call.year), (5, 0, 2025))
        self._take_back(wrong)
        self.assertEqual((self._store(), wrong.withdrawn_count), (before, 5))

    def test_an_order_and_its_draft_invoice_charge_what_is_left(self):
        right, wrong = self._wrong()
        statement = self._calls(right).statement_id
        statement.action_invoice(post=False)
        order, invoice = statement.order_id, statement.order_id.invoice_ids
        self.assertEqual((order.amount_untaxed, invoice.amount_untaxed), (0.9, 0.9))
        self._take_back(wrong)
        self.assertEqual((statement.state, statement.amount), ("ordered", 600_000))
        self.assertEqual((order.amount_untaxed, invoice.amount_untaxed, invoice.state), (0.6, 0.6, "draft"))
        self.assertIn("Calls: 1", invoice.invoice_line_ids.name)
        statement.action_invoice()
        self.assertEqual((statement.state, invoice.amount_untaxed), ("invoiced", 0.6))

    def test_an_order_line_of_which_nothing_is_left_charges_nothing(self):
        _right, wrong, wrong_too, statement = self._two_prices()
        statement.action_invoice(post=False)
        invoice = statement.order_id.invoice_ids
        self.assertEqual(len(invoice.invoice_line_ids), 2)
        self._take_back(wrong_too)
        self.assertEqual((len(invoice.invoice_line_ids), len(statement.line_ids)), (1, 1))
        self._take_back(wrong)
        self.assertEqual((statement.order_id.amount_untaxed, invoice.amount_untaxed), (0.14, 0.14))

    def test_an_order_of_which_nothing_is_left_is_cancelled(self):
        batch = self._import(line("1.1/1"))
        statement = self._calls(batch).statement_id
        statement.action_invoice(post=False)
        order, invoice = statement.order_id, statement.order_id.invoice_ids
        self._take_back(batch)
        self.assertEqual((order.state, invoice.state, statement.exists().ids), ("cancel", "cancel", []))

    def test_a_locked_order_is_not_changed_behind_its_back(self):
        right, wrong = self._wrong()
        statement = self._calls(right).statement_id
        statement.action_create_order()
        statement.order_id.action_lock()
        with self.assertRaisesRegex(UserError, "is locked. Unlock it"):
            wrong._withdraw("x")

    def test_an_invoice_gets_a_credit_note_for_just_these_calls(self):
        _right, wrong, wrong_too, statement = self._two_prices()
        tax = self.env["account.tax"].create({"name": "25 %", "amount": 25, "type_tax_use": "sale"})
        statement.line_ids.product_id.taxes_id = tax
        invoice = statement.action_invoice()
        # 0.75 for 75 s at 0.60 a minute, and 0.0389 for 7 s at 0.333333
        self.assertEqual(sorted(invoice.invoice_line_ids.mapped("price_subtotal")), [0.04, 0.75])
        self._take_back(wrong)
        note = wrong.credit_move_ids
        self.assertEqual((note.state, note.move_type, note.reversed_entry_id), ("posted", "out_refund", invoice))
        self.assertEqual((note.amount_untaxed, note.amount_tax, note.invoice_line_ids.tax_ids), (0.61, 0.15, tax))
        self.assertEqual(statement.amount, 140_000 + 38_900)
        self._take_back(wrong_too)
        self.assertEqual(wrong_too.credit_move_ids.amount_untaxed, 0.04)
        charged = invoice.amount_untaxed - sum(invoice.reversal_move_ids.mapped("amount_untaxed"))
        self.assertAlmostEqual(charged, 0.14)
        self.assertEqual((statement.state, statement.order_id.invoice_status), ("invoiced", "invoiced"))

    def test_the_open_invoice_is_settled_with_the_credit_note(self):
        _right, wrong, _too, statement = self._two_prices()
        invoice = statement.action_invoice()
        self._take_back(wrong)
        self.assertAlmostEqual(invoice.amount_residual, invoice.amount_total - wrong.credit_move_ids.amount_total)

    def test_calls_that_come_again_after_their_invoice_go_to_the_next_bill(self):
        _right, wrong, _too, statement = self._two_prices()
        statement.action_invoice()
        self._take_back(wrong)
        again = self._calls(self._import(line("2.1/1", seconds=61), name="wrong.csv"))
        self.assertNotEqual(again.statement_id, statement)
        self.assertEqual((again.statement_id.state, again.statement_id.call_count), ("open", 1))

    def test_an_import_is_taken_back_once_and_by_managers_only(self):
        batch = self._import(line("1.1/1"))
        with self.assertRaises(AccessError):
            batch.with_user(self._create_user("clerk")).action_withdraw()
        with self.assertRaises(AccessError):
            self.env["call.import.withdraw"].with_user(self._create_user("sales")).create(
                {"import_id": batch.id, "reason": "x"}
            )
        manager = self._create_user("manager")
        self._take_back(batch.with_user(manager))
        self.assertEqual(batch.withdrawn_by_id, manager)
        with self.assertRaisesRegex(UserError, "taken back already"):
            batch.action_withdraw()

    def test_an_import_of_which_calls_were_removed_is_not_taken_back(self):
        _right, wrong = self._wrong()
        self._calls(wrong)[0].unlink()
        with self.assertRaisesRegex(UserError, "brought 4 calls, of which 3 are still"):
            wrong._withdraw("x")

    def test_the_hour_in_which_a_switch_posts_is_not_taken_back(self):
        vals = {"source_id": self.source.id, "kind": "push", "name": "Push", "state": "done"}
        batch = self.env["call.import"].create(vals | {"window_start": self.env.cr.now().replace(minute=0)})
        with self.assertRaisesRegex(UserError, "when its hour is over"):
            batch.action_withdraw()

    def test_reports_forget_what_was_taken_back(self):
        _right, wrong = self._wrong()
        self._take_back(wrong)
        totals = self.env["call.control.total"].search([("import_id", "=", wrong.id)])
        self.assertEqual((sum(totals.mapped("line_count")), sum(totals.mapped("withdrawn_count"))), (5, 5))
        self.assertEqual(set(totals.mapped("difference")), {0})
        month = self.env["call.completeness"].search([("source_id", "=", self.source.id)])
        self.assertEqual((sum(month.mapped("line_count")), sum(month.mapped("lost_count"))), (1, 0))
