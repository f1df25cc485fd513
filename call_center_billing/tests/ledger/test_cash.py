"""Money to come: overdue, due, expected, and what customers have to their credit."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..admission.common import BalanceCase


@tagged("post_install", "-at_install")
class TestCash(BalanceCase):
    def _rows(self):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["call.cash.report"].search([("partner_id", "=", self.acme.id)])
        return [(row.kind, row.date, row.amount) for row in rows]

    def test_each_kind_on_its_day(self):
        self.acme.call_credit_policy = "unlimited"
        self.company.call_apply_money = False
        move = self._used(seconds=300).statement_id.action_invoice(date(2026, 11, 22))
        statement = self._used(seconds=60).statement_id
        self._pay(1, date="2026-11-22")
        unbilled = ("unbilled", date(2026, 12, 31), statement.amount / 1_000_000)
        credit = ("credit", date(2026, 11, 22), -1)
        self.assertEqual(self._rows(), [credit, ("due", move.invoice_date_due, 3), unbilled])
        with freeze_time("2027-01-15 12:00:00"):
            self.assertEqual(self._rows()[1], ("overdue", move.invoice_date_due, 3))
            self.env["call.payment.promise"].create(
                {"partner_id": self.acme.id, "amount": 3, "date": date(2027, 1, 20)}
            )
            self.assertEqual(self._rows()[-1], ("overdue", date(2027, 1, 20), 3), "on the day that was promised")
        self._pay(3)
        self.company.call_apply_money = True
        self.acme._call_apply_money()
        self.assertEqual([kind for kind, _day, _amount in self._rows()], ["credit", "unbilled"])

    def test_a_row_leads_to_what_it_stands_for(self):
        self._used(seconds=60)
        self.env.flush_all()
        action = self.env["call.cash.report"].search([("partner_id", "=", self.acme.id)]).action_open()
        self.assertEqual(action["res_model"], "call.statement")
