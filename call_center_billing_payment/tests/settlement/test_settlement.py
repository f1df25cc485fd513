"""Report, payments and bank say the same, or somebody is told where they do not; nothing is booked twice."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlement(SettlementCase):
    def test_a_payout_is_booked_and_the_bank_has_one_item_to_match(self):
        first, second = self._transaction(100), self._transaction(50)
        second._call_refunded_elsewhere(20, "re_9")
        report = self._report(
            ("payment", first.provider_reference, 100, 3),
            ("payment", second.provider_reference, 50, 2),
            ("refund", "re_9", -20, 0),
            ("fee", "txn_1", 0, 1),
            ("payout", "po_1", -124, 0),
        )
        self.assertEqual((report.difference_count, report.net_total, report.payout_total), (0, 0, 124))
        self.assertEqual(self._balance_of(self.outstanding), 130)
        report.with_user(self.clerk).action_book()
        self.assertEqual(report.state, "booked")
        self.assertEqual(self._balance_of(self.outstanding), 0)
        self.assertEqual((self._balance_of(self.fees), self._balance_of(self.clearing)), (6, 0))
        self.assertEqual((first + second).payment_id.mapped("is_matched"), [True, True])
        self.assertEqual((report.bank_total, report.bank_missing), (0, 124))
        line = self._line(124, "STRIPE PO 1 Stripe")
        self.assertTrue(line.is_reconciled)
        report.invalidate_recordset()
        self.assertEqual((report.bank_missing, report.bank_line_ids), (0, line))
        self.assertEqual(self._balance_of(self.transit), 0)
        with self.assertRaisesRegex(UserError, "No line"):
            report.action_book()
        month = self.env["call.gateway.month"].search([("provider_id", "=", self.provider.id)])
        self.assertEqual((month.reported, month.ours, month.difference), (130, 130, 0))
        self.assertEqual((month.fee, month.paid_out, month.not_at_bank, month.difference_count), (6, 124, 0, 0))

    def test_a_report_read_again_adds_nothing(self):
        tx = self._transaction(100)
        rows = (("payment", tx.provider_reference, 100, 3), ("payout", "po_1", -97, 0))
        report = self._report(*rows)
        self.assertEqual((self._report(*rows), len(report.line_ids)), (report, 2))
        report.action_book()
        self._report(*rows)
        self.assertEqual((len(report.line_ids), report.state), (2, "booked"))
        other = self._report(("payment", tx.provider_reference, 100, 3), ref="po_2")
        self.assertEqual(other.line_ids.mapped("difference"), ["double"])
        with self.assertRaises(UserError):
            other.action_book()
        self.assertEqual(self._balance_of(self.outstanding), 0)

    def test_each_difference_has_its_name(self):
        paid, low, waiting, twice = (self._transaction(10) for _each in range(4))
        waiting.state = "pending"
        unknown = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        unknown.active = True
        foreign = self._transaction(10)
        report = self._report(
            ("payment", paid.provider_reference, 10, 0),
            ("payment", low.provider_reference, 9, 0),
            ("payment", waiting.provider_reference, 10, 0),
            ("payment", "pi_nobody", 10, 0),
            ("payment", twice.provider_reference, 10, 0),
            ("adjustment", "adj_1", 1, 0),
            ("chargeback", "dp_1", -10, 0),
        )
        report._take([self._row("payment", "pi_again", 10, reference=twice.reference)])
        report._take([self._row("payment", foreign.provider_reference, 10, currency=unknown.name)])
        found = {line.gateway_ref: line.difference for line in report.line_ids}
        self.assertEqual(
            found,
            {
                paid.provider_reference: False,
                low.provider_reference: "amount",
                waiting.provider_reference: "state",
                "pi_nobody": "missing_here",
                twice.provider_reference: False,
                "pi_again": "double",
                foreign.provider_reference: "currency",
                "adj_1": "missing_here",
                "dp_1": "missing_here",
            },
        )
        self.assertTrue(all(line.advice for line in report.line_ids if line.difference))
        report.action_book()
        self.assertEqual((report.state, report.difference_count), ("partly", 7))
        self.assertEqual(self._balance_of(self.clearing), 20, "what was settled and not paid out is at the gateway")
        self.assertIn(report, self.env["call.gateway.report"].search([("difference_count", ">", 0)]))

    def test_payments_that_the_gateway_does_not_mention_are_told(self):
        tx = self._transaction(10)
        report = self._report(("fee", "txn_1", 0, 1), date_from=self._yesterday(), date_to=self._today())
        missing = report.line_ids.filtered(lambda line: line.side == "ours")
        self.assertEqual((missing.transaction_id, missing.difference), (tx, "missing_there"))
        self._report(("payment", tx.provider_reference, 10, 0), ref="po_2")
        report.action_match()
        self.assertFalse(missing.exists())

    def test_people_settle_differences(self):
        low = self._transaction(10)
        report = self._report(
            ("payment", "pi_nobody", 10, 1), ("payment", low.provider_reference, 9, 0), ("adjustment", "adj_1", 1, 0)
        )
        lines = report.line_ids.with_user(self.clerk)
        nobody, lower, adjustment = lines.sorted("id")
        with self.assertRaisesRegex(UserError, "customer"):
            nobody.action_book_payment()
        nobody.partner_id = self.acme
        nobody.action_book_payment()
        self.assertEqual((nobody.state, nobody.payment_id.amount, self.acme.credit), ("clear", 10, -20))
        with self.assertRaises(UserError):
            nobody.action_book_payment()
        adjustment.account_id = self.other
        with self.assertRaises(AccessError):
            lower.action_accept()
        with self.assertRaisesRegex(UserError, "Why Accepted"):
            lower.with_user(self.manager).action_book_theirs()
        lower.note = "Stripe rounds"
        lower.with_user(self.manager).action_book_theirs()
        report.with_user(self.clerk).action_book()
        self.assertEqual(report.state, "booked")
        self.assertEqual((self._balance_of(self.outstanding), self._balance_of(self.other)), (1, -1))
        self.assertEqual(self._balance_of(self.clearing), 19, "10 - 1 + 9 + 1")
        with self.assertRaises(UserError):
            lower.note = "other"

    def test_accepted_differences_are_not_booked(self):
        report = self._report(("payment", "pi_nobody", 10, 0))
        line = report.line_ids.with_user(self.manager)
        with self.assertRaises(UserError):
            line.action_accept()
        line.note = "Of another system"
        line.action_accept()
        report.action_match()
        self.assertEqual((line.state, line.accepted_by_id, report.difference_count), ("accepted", self.manager, 0))
        with self.assertRaises(UserError):
            report.action_book()

    def test_chargebacks_and_refunds_that_failed_are_found(self):
        tx, other = self._transaction(10), self._transaction(5)
        chargeback = self.env["call.chargeback"]._open(
            {"transaction": tx, "gateway_ref": "dp_1", "amount": 10, "currency_id": tx.currency_id.id}
        )
        refund = other._call_refunded_elsewhere(5, "re_5")
        refund._call_refund_undone("Card closed")
        report = self._report(
            ("payment", tx.provider_reference, 10, 0),
            ("chargeback", "dp_1", -10, 15),
            ("payment", other.provider_reference, 5, 0),
            ("refund", "re_5", -5, 0),
        )
        report._take([self._row("adjustment", "txn_77", 5, reference="re_5")])
        by_kind = {line.kind: line for line in report.line_ids}
        self.assertEqual(by_kind["chargeback"].payment_id, chargeback.withdrawal_id)
        self.assertEqual(by_kind["adjustment"].difference, False)
        self.assertEqual(by_kind["refund"].difference, "state", "the gateway made it, and took it back")

    def test_taxes_of_the_fee_account_are_booked(self):
        tax = self.env["account.tax"].create(
            {
                "name": "Reverse charge",
                "amount": 25,
                "type_tax_use": "purchase",
                "invoice_repartition_line_ids": [
                    (0, 0, {"repartition_type": "base"}),
                    (0, 0, {"repartition_type": "tax", "factor_percent": 100, "account_id": self.other.id}),
                    (0, 0, {"repartition_type": "tax", "factor_percent": -100, "account_id": self.clearing.id}),
                ],
                "refund_repartition_line_ids": [
                    (0, 0, {"repartition_type": "base"}),
                    (0, 0, {"repartition_type": "tax", "factor_percent": 100, "account_id": self.other.id}),
                    (0, 0, {"repartition_type": "tax", "factor_percent": -100, "account_id": self.clearing.id}),
                ],
            }
        )
        self.fees.tax_ids = tax
        report = self._report(("fee", "txn_1", 0, 4), ("payment", self._transaction(4).provider_reference, 4, 0))
        report.action_book()
        self.assertEqual((self._balance_of(self.fees), self._balance_of(self.other)), (4, 1))
        self.assertEqual(self._balance_of(self.clearing), -1)

    def test_accounts_are_asked_for_and_companies_apart(self):
        self.provider.call_fee_account_id = False
        report = self._report(("fee", "txn_1", 0, 4))
        with self.assertRaisesRegex(UserError, "Fees of the Gateway"):
            report.action_book()
        sales = self._create_user("sales")
        for record in (report, report.line_ids):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(sales).read(["currency_id"])
        with self.assertRaises(AccessError):
            report.line_ids.with_user(self.clerk).gross = 5
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.other_manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for record in (report, report.line_ids):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(self.other_manager).read(["currency_id"])
        spec = {"provider_id": {"fields": {"display_name": {}}}, "line_ids": {"fields": {"advice": {}}}}
        self.assertTrue(report.with_user(self.clerk).web_read(spec)[0]["provider_id"]["display_name"])
        self.assertEqual(report.line_ids.date, fields.Date.today())
