"""The first page of an invoice, and how much comes behind it."""

import io

from pypdf import PdfReader

from odoo.tests import tagged

from ..common import BillingCase, line
from .reading import PdfAssertions, squeezed


@tagged("post_install", "-at_install")
class TestInvoiceSummary(BillingCase, PdfAssertions):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        september = [line("1.1/1", seconds=120, start="2026-09-12 08:00:00")]
        october = [
            line("2.1/1", seconds=61, start="2026-10-03 08:00:00"),
            line("2.1/2", b_number="46731110002", start="2026-10-04 08:00:00"),
        ]
        cls.first = cls._bill("september", september, "2026-10-01")
        cls.second = cls._bill("october", october, "2026-11-01")

    @classmethod
    def _bill(cls, name, lines, day):
        batch = cls.source._import_bytes(f"{name}.csv", "\n".join(lines).encode())
        calls = cls.env["call.record"].search([("import_id", "=", batch.id)])
        return calls.statement_id.action_invoice(invoice_date=day)

    def _text(self, move):
        """The pages' texts."""
        return self._pages("account.account_invoices", move)

    def test_the_first_page_says_what_for_and_what_to_pay(self):
        first = self._text(self.second)[0]
        texts = ("To pay", "For 2 calls (0:02:01)", "10/01/2026 – 10/31/2026", "Mobile", "1.21", "What for")
        self._assert_says(first, self.second.payment_reference, *texts)

    def test_it_says_what_changed_since_the_last_invoice(self):
        first = self._text(self.second)[0]
        self._assert_says(first, f"Last invoice: {self.first.name}")
        [row] = self.second._call_summary()["rows"]
        self.assertEqual((row.calls, row.used, row.amount, row.before), (2, "0:02:01", 1.21, 1.2))
        self.assertEqual(self.second.currency_id.compare_amounts(row.change, 0.01), 0)

    def test_the_first_invoice_is_compared_with_none(self):
        self._assert_silent(self._text(self.first)[0], "Last invoice")
        self.assertFalse(self.first._call_summary()["previous"])

    def test_what_is_gone_is_told_too(self):
        fixed = self._create_destination("Fixed (test)", "local")
        self.first.invoice_line_ids.sale_line_ids.call_statement_line_id.destination_class = fixed.destination_class
        rows = {row.label: row for row in self.second._call_summary()["rows"]}
        self.assertEqual((rows["Fixed lines"].amount, rows["Fixed lines"].before), (0, 1.2))
        self.assertEqual((rows["Mobile"].amount, rows["Mobile"].before), (1.21, 0))

    def test_rows_make_up_the_invoice_with_what_is_no_call(self):
        statement = self._call(start="2026-11-03 08:00:00").statement_id
        move = statement.action_invoice(post=False)
        move.write({"invoice_line_ids": [(0, 0, {"name": "Set-up\nonce", "price_unit": 100, "tax_ids": [(5,)]})]})
        summary = move._call_summary()
        self.assertEqual([(row.label, row.amount) for row in summary["rows"]], [("Mobile", 0.6), ("Set-up", 100)])
        self.assertEqual(sum(row.amount for row in summary["rows"]), move.amount_untaxed)
        self._assert_says(self._text(move)[0], "Not final")

    def test_detail_is_the_accounts_or_the_companys(self):
        counts = {}
        for detail in ("summary", "destination", "calls"):
            self.acme.call_invoice_detail = detail
            pages = self._text(self.second)
            counts[detail] = len(pages)
            self.assertEqual(any("Whereyoucalled" in page for page in pages), detail != "summary")
            self.assertEqual(any("Callsofinvoice" in page for page in pages), detail == "calls")
            self._assert_says(pages[0], "To pay")
        self.assertEqual(counts, {"summary": 1, "destination": 2, "calls": 3})
        self.acme.call_invoice_detail = False
        self.company.call_invoice_detail = "summary"
        self.assertEqual(len(self._text(self.second)), 1)

    def test_destinations_and_rounding_make_the_invoice(self):
        whole = self.second._call_destinations()
        self.assertEqual([row.name for row in whole][0], "Mobile (test)")
        self.assertEqual([row.amount for row in whole], ["1.21", "1.21", "0.00", "1.21"])

    def test_the_rounding_of_lines_is_stated(self):
        card = self._create_card("Odd card", {"467": 333_333})
        self.acme.property_product_pricelist = self._create_pricelist("Odd", card)
        move = self._call(start="2026-11-05 08:00:00", seconds=7).statement_id.action_invoice()
        line_ = move._call_statement_lines()
        exact = line_.amount
        self.assertEqual(move._call_invoiced_micro() - exact, -move.invoice_line_ids.sale_line_ids.call_residual)
        self._assert_says("".join(self._text(move)), "Rounding of the invoice's lines")

    def test_an_invoice_without_calls_is_odoos(self):
        vals = {"name": "Set-up", "price_unit": 100}
        move = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.acme.id, "invoice_line_ids": [(0, 0, vals)]}
        )
        move.action_post()
        self.assertEqual(move._get_name_invoice_report(), "account.report_invoice_document")
        self._assert_silent("".join(self._text(move)), "What for")

    def test_a_paid_invoice_asks_for_nothing(self):
        wizard = self.env["account.payment.register"]
        wizard.with_context(active_model="account.move", active_ids=self.second.ids).create({})._create_payments()
        self._assert_says(self._text(self.second)[0], "This invoice is paid")

    def test_it_is_in_the_customers_language(self):
        self.acme.lang = "sv_SE"
        self._assert_says(self._text(self.second)[0], "2026-10-01 – 2026-10-31", "1,21")

    def test_how_to_pay_is_on_the_first_page(self):
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "SE4550000000058398257466", "partner_id": self.company.partner_id.id}
        )
        bank.allow_out_payment = True
        self.company.link_qr_code = True
        move = self._call(start="2026-11-05 08:00:00").statement_id.action_invoice()
        move.partner_bank_id = bank
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = reports._render_qweb_pdf("account.account_invoices", move.ids)
        first = PdfReader(io.BytesIO(pdf)).pages[0]
        self._assert_says(squeezed(first.extract_text()), bank.acc_number, move.payment_reference, "Scan the QR code")
        self.assertTrue(first.images)

    def test_a_month_that_was_billed_early_ends_on_that_day(self):
        statement = self._call(start="2026-11-05 08:00:00").statement_id
        statement.action_create_order()
        statement.order_id.date_order = "2026-11-09 23:30:00"
        move = statement.action_invoice()
        self.assertEqual(move._call_period_text(), "11/01/2026 – 11/10/2026")
