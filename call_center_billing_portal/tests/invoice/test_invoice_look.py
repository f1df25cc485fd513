"""How the pages of invoices look."""

from odoo import fields
from odoo.tests import tagged

from ..look import LookCase
from .common import InvoiceCase


@tagged("post_install", "-at_install")
class TestInvoiceLook(InvoiceCase, LookCase):
    def test_all_pages(self):
        self.env.company.write({"call_answer_wanted": True, "call_answer_days": 10})
        self.pay(self.invoice_a, 0.5)
        self.import_calls({"at": fields.Datetime.now()}, {"seconds": 125})
        asked = self.invoice(self.customer_a)
        self.import_calls({"seconds": 90})
        statement = self.invoice_a.call_statement_ids
        self.look(
            "/my/invoices",
            f"/my/invoices/{asked.id}",
            f"{self.url_a}/calls",
            "/my/statements",
            f"/my/statements/{statement.id}",
            "/my/statements/account",
            "/my/receipts",
            login="portal_a",
        )
