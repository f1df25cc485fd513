"""The invoice as the customer gets it, with the calls behind."""

import io

from pypdf import PdfReader

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestInvoicePdf(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lines = [line("1.1/1", seconds=61, start="2026-11-22 03:22:52"), line("1.1/2", b_number="46731110002")]
        batch = cls.source._import_bytes("test.csv", "\n".join(lines).encode())
        calls = cls.env["call.record"].search([("import_id", "=", batch.id)])
        cls.move = calls.statement_id.action_invoice()

    def _pages(self, moves=None):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, kind = report._render_qweb_pdf("account.account_invoices", (moves or self.move).ids)
        self.assertEqual(kind, "pdf")
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]

    def test_the_invoice_comes_first_and_its_calls_behind(self):
        first, second, *rest = self._pages()
        self.assertIn(self.move.name, first)
        self.assertIn("Calls: 2, talk time: 0:02:01", second)
        annex = "\n".join(rest)
        self.assertIn("Calls of invoice", annex)
        for text in ("2026-11-22 04:22:52", "Mobile (test)", "0:01:01", "0.61", "on the invoice 1.21", "+46812345678"):
            self.assertIn(text, annex)

    def test_called_numbers_are_masked_as_the_company_wants(self):
        self.assertIn("+46701110•••", self._pages()[-1])
        self.company.call_mask_digits = 0
        self.assertIn("+46701110001", self._pages()[-1])

    def test_a_company_may_leave_the_calls_out(self):
        whole = len(self._pages())
        self.company.call_invoice_detail = "destination"
        self.assertEqual(len(self._pages()), whole - 1)

    def test_an_invoice_without_calls_has_no_annex(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.acme.id,
                "invoice_line_ids": [(0, 0, {"name": "Set-up", "price_unit": 100})],
            }
        )
        move.action_post()
        self.assertNotIn("Calls of invoice", "\n".join(self._pages(move)))

    def test_printing_several_gives_each_its_own_calls(self):
        self._create_customer("Other", "+46850001234")
        batch = self._import(line("1.2/1", a_number="46850001234", seconds=7))
        other = self._calls(batch).statement_id.action_invoice()
        pages = self._pages(self.move | other)
        titles = [page for page in pages if "Calls of invoice" in page]
        self.assertEqual(len(titles), 2)
        self.assertTrue(any(other.name in page and "0:00:07" in page for page in titles))
