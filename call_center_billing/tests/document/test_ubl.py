"""Invoices and credit notes of calls as UBL, judged by the rules of EN 16931 and of Peppol BIS 3."""

import json
import threading
from http.client import HTTPConnection

from mockeinvoice.buyer import Buyer
from mockeinvoice.server import serve

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestUbl(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._judge = serve(Buyer(), port=0, quiet=True)
        thread = threading.Thread(target=cls._judge.serve_forever, daemon=True)
        thread.start()
        cls.addClassCleanup(cls._judge.server_close)
        cls.addClassCleanup(cls._judge.shutdown)
        bank = cls.env["res.partner.bank"].create(
            {"acc_number": "SE4550000000058398257466", "partner_id": cls.company.partner_id.id}
        )
        bank.allow_out_payment = True
        address = {"street": "Vasagatan 16", "zip": "111 20", "city": "Stockholm", "email": "a@example.com"}
        cls.company.write({**address, "vat": "SE559999999101", "company_registry": "5599999991", "phone": "+46812345"})
        cls.acme.write({**address, "vat": "SE556036079301", "company_registry": "5560360793", "is_company": True})
        cls.acme.invoice_edi_format = "ubl_bis3"
        cls.standard = cls._create_tax("25 %", 25, "S")

    @classmethod
    def _create_tax(cls, name, amount, code, reason=False):
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": amount,
                "type_tax_use": "sale",
                "ubl_cii_tax_category_code": code,
                "ubl_cii_tax_exemption_reason_code": reason,
            }
        )

    def _invoice(self, *lines, tax=None):
        """A posted invoice of calls, all its lines under one tax."""
        self.mobile.product_id.taxes_id = tax or self.standard
        return self._calls(self._import(*lines)).statement_id.action_invoice(invoice_date="2026-12-01")

    def _calls_of(self, seconds, series="1"):
        return [
            line(f"{series}.{number}/1", seconds=each, b_number=f"4670111{number:04d}", start="2026-11-03 08:00:00")
            for number, each in enumerate(seconds)
        ]

    def _xml(self, move):
        self.env["account.move.send"]._generate_and_send_invoices(
            move, sending_methods=["manual"], invoice_edi_format="ubl_bis3"
        )
        return move.ubl_cii_xml_id.raw

    def _verdict(self, xml):
        """What the judge says, asked as a receiver's access point would be: over HTTP."""
        connection = HTTPConnection(*self._judge.server_address, timeout=30)
        connection.request("POST", "/_mock/validate", xml, {"Content-Type": "application/xml"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def _assert_valid(self, move, kind="Invoice"):
        answer = self._verdict(self._xml(move))
        self.assertEqual((answer["verdict"], answer["kind"]), ("valid", kind), answer["findings"])
        return answer

    def test_the_judge_finds_what_is_wrong(self):
        xml = self._xml(self._invoice(*self._calls_of([61])))
        answer = self._verdict(xml.replace(b">0.76</cbc:PayableAmount>", b">0.77</cbc:PayableAmount>"))
        self.assertEqual(answer["verdict"], "invalid")
        self.assertIn("BR-CO-16", {finding["code"] for finding in answer["findings"]})

    def test_swedish_tax(self):
        self._assert_valid(self._invoice(*self._calls_of([61, 7, 600])))

    def test_lines_that_were_rounded(self):
        card = self._create_card("Odd", {"46701110": 333_333, "46701111": 111_111, "4670111": 77_777})
        self.acme.property_product_pricelist = self._create_pricelist("Odd", card)
        move = self._invoice(*self._calls_of([7, 13, 29, 31, 59, 61] * 5))
        self._assert_valid(move)

    def test_several_rates_and_a_fee(self):
        move = self._calls(self._import(*self._calls_of([61, 7]))).statement_id.action_invoice("2026-12-01", post=False)
        move.invoice_line_ids.tax_ids = self.standard
        fee = {"name": "Set-up", "price_unit": 99.5, "tax_ids": [(6, 0, self._create_tax("6 %", 6, "S").ids)]}
        free = {"name": "Insurance", "price_unit": 20, "tax_ids": [(6, 0, self._exempt().ids)]}
        discount = {"name": "Goodwill", "price_unit": -5, "tax_ids": [(6, 0, self.standard.ids)]}
        move.write({"invoice_line_ids": [(0, 0, fee), (0, 0, free), (0, 0, discount)]})
        move.action_post()
        self._assert_valid(move)

    def _exempt(self):
        return self._create_tax("Exempt", 0, "E", "VATEX-EU-132")

    def test_reverse_charge_within_the_union(self):
        self.acme.write({"country_id": self.env.ref("base.de").id, "vat": "DE136695976", "company_registry": False})
        move = self._invoice(*self._calls_of([61, 7]), tax=self._create_tax("Reverse", 0, "AE", "VATEX-EU-AE"))
        self.assertEqual(move.amount_tax, 0)
        self._assert_valid(move)

    def test_outside_the_union(self):
        self.acme.write({"country_id": self.env.ref("base.no").id, "vat": "NO995525828MVA", "company_registry": False})
        self.acme.write({"peppol_eas": "0192", "peppol_endpoint": "995525828"})
        move = self._invoice(*self._calls_of([61, 7]), tax=self._create_tax("Export", 0, "G", "VATEX-EU-G"))
        self._assert_valid(move)

    def test_a_credit_note_of_a_whole_invoice(self):
        move = self._invoice(*self._calls_of([61, 7, 600]))
        wizard = self.env["account.move.reversal"].with_context(active_model="account.move", active_ids=move.ids)
        wizard.create({"journal_id": move.journal_id.id, "reason": "Wrong customer"}).refund_moves()
        note = move.reversal_move_ids
        note.action_post()
        self._assert_valid(note, "CreditNote")

    def test_a_credit_note_of_calls_that_were_taken_back(self):
        move = self._invoice(*self._calls_of([61, 7, 600]))
        self.env["call.import"].search([], order="id desc", limit=1)._withdraw("Wrong switch")
        note = move.reversal_move_ids
        self._assert_valid(note, "CreditNote")

    def test_the_pdf_is_inside_and_the_calls_file_beside(self):
        self.acme.call_annex_format = "csv"
        move = self._invoice(*self._calls_of([61]))
        xml = self._xml(move)
        self.assertIn(b'mimeCode="application/pdf"', xml)
        names = self.env["account.move.send"]._get_invoice_extra_attachments(move).mapped("name")
        self.assertEqual(len(names), 3)
