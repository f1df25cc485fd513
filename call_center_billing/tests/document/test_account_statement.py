"""A customer's statement ties to the books."""

import base64
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BillingCase, line
from .reading import PdfAssertions


@tagged("post_install", "-at_install")
class TestAccountStatement(BillingCase, PdfAssertions):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        months = {
            "september": ([line("1.1/1", seconds=120, start="2026-09-12 08:00:00")], "2026-10-01"),
            "october": (
                [
                    line("2.1/1", seconds=61, start="2026-10-03 08:00:00"),
                    line("2.1/2", seconds=60, start="2026-10-03 21:59:00"),
                    line("2.1/3", seconds=60, start="2026-10-03 22:01:00"),
                ],
                "2026-10-30",
            ),
        }
        cls.moves = {name: cls._bill(name, *found) for name, found in months.items()}
        cls.source._import_bytes("november.csv", line("3.1/1", start="2026-11-02 08:00:00").encode())

    @classmethod
    def _bill(cls, name, lines, day):
        batch = cls.source._import_bytes(f"{name}.csv", "\n".join(lines).encode())
        statement = cls.env["call.record"].search([("import_id", "=", batch.id)]).statement_id
        move = statement.action_invoice(invoice_date=day, post=False)
        tax = cls.env["account.tax"].create({"name": f"{name} 25 %", "amount": 25})
        fee = {"name": "Monthly fee", "price_unit": 49, "tax_ids": [(6, 0, tax.ids)]}
        move.write({"invoice_line_ids": [(0, 0, fee)]})
        move.action_post()
        return move

    def _pay(self, move, amount, day):
        wizard = self.env["account.payment.register"]
        wizard = wizard.with_context(active_model="account.move", active_ids=move.ids)
        return wizard.create({"amount": amount, "payment_date": day})._create_payments()

    def _statement(self, first="2026-10-01", last="2026-10-30", **vals):
        return self.env["call.account.statement"].create(
            {"partner_id": self.acme.id, "date_from": first, "date_to": last, **vals}
        )

    def _ledger(self, last):
        """What the books have, asked for in another way."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT COALESCE(SUM(l.balance), 0)::float FROM account_move_line l"
            " JOIN account_account a ON a.id = l.account_id JOIN account_move m ON m.id = l.move_id"
            " WHERE a.account_type = 'asset_receivable' AND m.state = 'posted' AND l.partner_id = %s AND l.date <= %s",
            (self.acme.id, last),
        )
        return round(self.env.cr.fetchone()[0], 2)

    def test_opening_and_entries_make_the_closing_balance_of_the_books(self):
        self._pay(self.moves["september"], 20, "2026-10-15")
        [book] = self._statement()._books()
        self.assertEqual(book.opening, self._ledger("2026-09-30"))
        self.assertEqual(len(book.entries), 3)
        self.assertAlmostEqual(book.opening + sum(entry.amount for entry in book.entries), book.closing)
        self.assertEqual(book.closing, self._ledger("2026-10-30"))
        [later] = self._statement("2026-10-16", "2026-11-30")._books()
        self.assertEqual(later.opening, self._ledger("2026-10-15"))
        self.assertEqual(later.closing, self.acme.credit)

    def test_calls_fees_and_tax_make_the_invoices(self):
        [book] = self._statement()._books()
        self.assertAlmostEqual(book.calls + book.charged_fees + book.tax, book.invoiced)
        self.assertAlmostEqual(book.invoiced, sum(move.amount_total for move in self.moves.values()))
        self.assertEqual([fee.text for fee in book.fees], ["Monthly fee"] * 2)

    def test_a_credit_note_counts_against(self):
        move = self.moves["october"]
        wizard = self.env["account.move.reversal"].with_context(active_model="account.move", active_ids=move.ids)
        wizard.create({"journal_id": move.journal_id.id, "date": "2026-10-30"}).refund_moves()
        move.reversal_move_ids.auto_post = "no"
        move.reversal_move_ids.action_post()
        [book] = self._statement()._books()
        self.assertAlmostEqual(book.invoiced, self.moves["september"].amount_total)
        self.assertEqual(book.closing, self._ledger("2026-10-30"))

    def test_days_begin_by_the_customers_clock(self):
        [book] = self._statement()._books()
        self.assertEqual([(str(day.day), day.calls) for day in book.days], [("2026-10-03", 2), ("2026-10-04", 1)])
        self.assertEqual(sum(day.amount for day in book.days), self.moves["october"]._call_statement_lines().amount)
        self.assertEqual([day.waiting for day in book.days], [0, 0])
        [november] = self._statement("2026-11-01", "2026-11-30")._books()
        self.assertEqual([(day.amount, day.waiting) for day in november.days], [(600_000, 600_000)])

    def test_each_currency_has_a_book_of_its_own(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        vals = {"name": "Abroad", "price_unit": 10, "tax_ids": [(5,)]}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.acme.id,
                "currency_id": euro.id,
                "invoice_date": "2026-10-20",
                "invoice_line_ids": [(0, 0, vals)],
            }
        )
        move.action_post()
        own, foreign = self._statement()._books()
        self.assertEqual((foreign.currency, foreign.opening, foreign.closing), (euro, 0, 10))
        self.assertEqual(own.currency, self.company.currency_id)

    def test_it_is_printed(self):
        statement = self._statement()
        text = "".join(self._pages("call_center_billing.call_account_statement_report", statement))
        texts = ("Statement of account", "Opening balance", "Closing balance", "Calls by day", "Monthly fee")
        self._assert_says(text, *texts)

    def test_it_is_a_workbook(self):
        statement = self._statement()
        self.assertIn(str(statement.id), statement.action_workbook()["url"])
        book = load_workbook(io.BytesIO(base64.b64decode(statement.file)))
        entries, days = (list(sheet.values) for sheet in book.worksheets)
        [figures] = statement._books()
        self.assertEqual(entries[1][4], figures.opening)
        self.assertEqual(days[1][:3], ("2026-10-03", 2, "0:02:01"))

    def test_who_may_have_it(self):
        statement = self._statement().with_user(self._create_user("clerk"))
        self.assertTrue(statement._books())
        with self.assertRaises(AccessError):
            self.env["call.account.statement"].with_user(self._create_user("sales")).create(
                {"partner_id": self.acme.id}
            )

    def test_it_cannot_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self._statement("2026-10-30", "2026-10-01")

    def test_the_ledger_alone_is_a_click_away(self):
        action = self._statement().action_ledger()
        self.assertEqual(action["context"]["active_ids"], self.acme.ids)
        self.assertEqual(action["res_model"], "outstanding.statement.wizard")
