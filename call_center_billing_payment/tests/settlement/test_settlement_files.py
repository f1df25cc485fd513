"""Files of gateways come in by the dialogue; lines that cannot be read are mended."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SettlementCase

HEADER = "Transaction,When,Amount,Commission,Order,What"
COLUMNS = {
    "column_gateway_ref": "Transaction",
    "column_date": "When",
    "column_gross": "Amount",
    "column_fee": "Commission",
    "column_reference": "Order",
    "column_kind": "What",
}


@tagged("post_install", "-at_install")
class TestSettlementFiles(SettlementCase):
    def _load(self, *lines, header=HEADER, **vals):
        data = base64.b64encode("\n".join((header, *lines)).encode())
        values = {"provider": str(self.provider.id), "file": data, "filename": "report.csv", **vals}
        wizard = self.env["call.gateway.report.load"].with_user(self.clerk).create(values)
        return self.env["call.gateway.report"].browse(wizard.action_load()["res_id"])

    def test_columns_that_a_person_names_are_kept(self):
        tx = self._transaction(10)
        day = str(self._today())
        report = self._load(
            f"{tx.provider_reference},{day},10.00,-0.30,{tx.reference},sale",
            f"x1,{day},ten,,,sale",
            f"po_1,{day},-9.70,,,payout",
            own_columns=True,
            **COLUMNS,
        )
        self.assertEqual((report.difference_count, report.fee_total, report.net_total), (0, 0.3, 0))
        self.assertEqual(self.provider.call_report_mapping["gross"], "Amount")
        reject = report.reject_ids.with_user(self.clerk)
        self.assertEqual((reject.line, reject.field, reject.value), (3, "Amount", "ten"))
        self.assertIn("no sum of money", reject.reason)
        reject.action_read_again()
        self.assertEqual(reject.state, "open")
        reject.raw = f"x1,{day},10,,,sale"
        reject.action_read_again()
        self.assertEqual((reject.state, report.difference_count), ("done", 1))
        with self.assertRaises(UserError):
            reject.action_read_again()
        with self.assertRaises(AccessError):
            reject.raw = "other"

    def test_a_file_is_read_once_and_bad_ones_are_refused(self):
        row = f"x1,{self._today()},10,,,sale"
        self._load(row, own_columns=True, **COLUMNS)
        with self.assertRaisesRegex(UserError, "read already"):
            self._load(row, own_columns=True, **COLUMNS)
        with self.assertRaisesRegex(UserError, "PayPal"):
            self._load(row + "s")
        with self.assertRaisesRegex(UserError, "empty"):
            self._load(header=" ")
        with self.assertRaisesRegex(UserError, "at least"):
            self._load(row, own_columns=True)
        with self.assertRaisesRegex(UserError, "Choose a file"):
            self._load(file=False)

    def test_paypals_list_of_activities(self):
        self.env.ref("base.EUR").active = True
        report = self._load(
            '"22/11/2026","Express Checkout Payment","Completed","EUR","10,00","-0,30","9,70","9AB","T-77"',
            '"22/11/2026","General Authorization","Pending","EUR","10,00","0,00","10,00","9AC",""',
            '"23/11/2026","General Withdrawal","Completed","EUR","-9,70","0,00","-9,70","9AD",""',
            '"23/11/2026","Express Checkout Payment","Completed","EUR","10,00","-0,30","9,99","9AE",""',
            header='"Date","Type","Status","Currency","Gross","Fee","Net","Transaction ID","Invoice Number"',
        )
        self.assertEqual([(line.kind, line.net) for line in report.line_ids], [("payment", 9.7), ("payout", -9.7)])
        self.assertEqual((report.currency_id.name, report.reject_ids.field), ("EUR", "Net"))

    def test_only_clerks_of_the_company_load(self):
        wizards = self.env["call.gateway.report.load"]
        with self.assertRaises(AccessError):
            wizards.with_user(self._create_user("sales")).create({"provider": str(self.provider.id)})
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.clerk.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertNotIn(str(self.provider.id), [key for key, _name in wizards.with_user(self.clerk)._providers()])

    def test_gateways_that_cannot_be_asked_say_so(self):
        self.provider.code = "none"
        wizard = self.env["call.gateway.report.load"].create({"provider": str(self.provider.id), "way": "fetch"})
        with self.assertRaisesRegex(UserError, "Load its file"):
            wizard.action_load()
