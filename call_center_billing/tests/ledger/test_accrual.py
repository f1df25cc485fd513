"""Month-end entries tie to statements and take themselves back."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..admission.common import BalanceCase

NOVEMBER = date(2026, 11, 30)


@tagged("post_install", "-at_install")
class TestAccrual(BalanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"]
        kinds = {"accrued": "asset_current", "deferred": "liability_current", "prepaid_contra": "asset_current"}
        for number, (name, kind) in enumerate(kinds.items()):
            cls.company[f"call_{name}_account_id"] = accounts.create(
                {"code": f"CCB{number}", "name": name, "account_type": kind}
            )
        cls.acme.call_credit_policy = "unlimited"

    def _accrue(self, day=NOVEMBER):
        accrual = self.env["call.accrual"].create({"date": day})
        accrual.action_post()
        return accrual

    def _balances(self, move):
        return {line.account_id.code: line.balance for line in move.line_ids}

    def test_unbilled_usage_is_revenue_of_its_month_and_taken_back(self):
        statement = self._used(seconds=300).statement_id
        self._used(seconds=60)
        accrual = self._accrue()
        self.assertEqual(accrual.unbilled, statement.amount / 1_000_000)
        income = self.product.product_tmpl_id.get_product_accounts()["income"]
        self.assertEqual(self._balances(accrual.move_id), {"CCB0": 3.6, income.code: -3.6})
        self.assertEqual(self._balances(accrual.reversal_id), {"CCB0": -3.6, income.code: 3.6})
        self.assertEqual((accrual.move_id.date, accrual.reversal_id.date), (NOVEMBER, date(2026, 12, 1)))
        self.assertEqual((accrual.move_id + accrual.reversal_id).mapped("state"), ["posted", "posted"])
        self.assertEqual(self.acme.credit, 0, "no customer's balance changes")

    def test_what_was_invoiced_by_the_day_is_not_accrued_what_is_invoiced_later_is(self):
        statement = self._used(seconds=300).statement_id
        statement.action_invoice(date(2026, 12, 3))
        sums = self.env["call.accrual"]._call_unbilled(self.company, NOVEMBER)
        self.assertEqual([row[3] for row in sums], [3_000_000])
        self.assertEqual(self.env["call.accrual"]._call_unbilled(self.company, date(2026, 12, 3)), [])

    def test_a_period_that_goes_on_counts_its_calls_until_midnight_where_the_customer_is(self):
        self._used(seconds=60, start="2026-11-10 12:00:00")
        self._used(seconds=120, start="2026-11-20 22:59:59")
        self._used(seconds=240, start="2026-11-20 23:00:00")
        sums = self.env["call.accrual"]._call_unbilled(self.company, date(2026, 11, 20))
        self.assertEqual(sum(row[3] for row in sums), 1_800_000, "Stockholm is an hour ahead")
        sums = self.env["call.accrual"]._call_unbilled(self.company, date(2026, 11, 21))
        self.assertEqual(sum(row[3] for row in sums), 4_200_000)

    def test_money_of_prepaid_accounts_is_a_debt(self):
        self.acme.call_policy = "prepaid"
        self._pay(25, date="2026-11-20")
        self._pay(7, date="2026-12-02")
        nordic = self._create_customer("Nordic", "+46850001111")
        self._pay(4, nordic, date="2026-11-20")
        accrual = self._accrue()
        self.assertEqual(accrual.prepaid, 25)
        self.assertEqual(self._balances(accrual.move_id), {"CCB2": 25, "CCB1": -25})
        self.assertFalse(accrual.move_id.line_ids.partner_id, "balances of customers stay as they are")

    def test_a_month_is_accrued_once_and_anew_when_it_was_withdrawn(self):
        self._used(seconds=300)
        accrual = self._accrue()
        with self.assertRaisesRegex(UserError, "already"):
            self._accrue()
        self._used(seconds=60)
        accrual.action_withdraw()
        self.assertEqual((accrual.move_id + accrual.reversal_id).mapped("state"), ["cancel", "cancel"])
        self.assertEqual(self._accrue().unbilled, 3.6)

    def test_working_it_out_makes_no_entry(self):
        self._used(seconds=300)
        accrual = self.env["call.accrual"].create({"date": NOVEMBER})
        accrual.action_compute()
        self.assertEqual((accrual.unbilled, accrual.state, len(accrual.line_ids)), (3, "draft", 1))
        self.assertFalse(accrual.move_id)

    def test_what_keeps_it_from_being_posted_is_told(self):
        with self.assertRaises(ValidationError):
            self._accrue(date(2026, 11, 29))
        with self.assertRaisesRegex(UserError, "nothing to accrue"), self.env.cr.savepoint():
            self._accrue()
        self._used(seconds=300)
        self.company.call_accrued_account_id = False
        with self.assertRaisesRegex(UserError, "Accrued Revenue"), self.env.cr.savepoint():
            self._accrue()
        self.company.fiscalyear_lock_date = NOVEMBER
        with self.assertRaises(UserError):
            self._accrue()

    def test_the_job_accrues_the_month_before_once_where_it_is_wanted(self):
        self._used(seconds=300)
        accruals = self.env["call.accrual"]
        for wanted, expected in ((False, 0), (True, 1), (True, 1)):
            self.company.call_accrue_monthly = wanted
            with freeze_time("2026-12-01 05:00:00"), self.enter_registry_test_mode():
                self.env.ref("call_center_billing.call_accrual_cron").method_direct_trigger()
            found = accruals.search([("company_id", "=", self.company.id)])
            self.assertEqual(len(found), expected)
        self.assertEqual((found.state, found.date, found.unbilled), ("posted", NOVEMBER, 3))

    def test_foreign_usage_is_accrued_in_the_company_s_currency(self):
        foreign = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "JPY")])
        foreign.active = True
        foreign.rate_ids.unlink()
        self.env["res.currency.rate"].create({"currency_id": foreign.id, "name": "2026-01-01", "rate": 150})
        accrual = self.env["call.accrual"].create({"date": NOVEMBER})
        self.assertEqual(accrual._in_company_currency(300_000_000, foreign), 2)
