"""The journal as SIE 4 is what Odoo's books say."""

import base64
from collections import defaultdict
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...exchange import sie
from ...models.exchange.sie_journal import journal_of
from .common import ServiceCase

INCOME = ("income", "income_other", "expense", "expense_other", "expense_depreciation", "expense_direct_cost")


@tagged("post_install", "-at_install")
class TestSieExport(ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "=", cls.company.id)], limit=1
        )
        cls.cash = cls.bank.default_account_id
        for day, amount in (
            (date(2024, 5, 1), 100),
            (date(2025, 5, 1), 30.5),
            (date(2026, 3, 1), 7.25),
            (date(2026, 4, 1), -2),
        ):
            cls._entry(day, amount)

    @classmethod
    def _entry(cls, day, amount, post=True):
        lines = [
            {"account_id": cls.cash.id, "balance": amount, "name": "Kassa"},
            {"account_id": cls.sales.id, "balance": -amount, "name": 'Såld "tid"'},
        ]
        entry = cls.env["account.move"].create(
            {"date": day, "ref": f"Tid {day}", "line_ids": [(0, 0, values) for values in lines]}
        )
        if post:
            entry.action_post()
        return entry

    def _trial(self, *domain):
        """Odoo's own sums by account number."""
        scope = [("company_id", "=", self.company.id), ("parent_state", "=", "posted"), *domain]
        groups = self.env["account.move.line"]._read_group(scope, ["account_id"], ["balance:sum"])
        return {account.code: round(balance * 100) for account, balance in groups}

    def _told(self, balances, year):
        return {balance.account: balance.value for balance in balances if balance.year == year}

    def test_balances_tie_to_the_trial_balance(self):
        self._invoice()
        last = date(2026, 12, 31)
        journal = journal_of(self.company, None, last)
        result = [("account_id.account_type", "in", INCOME)]
        carried = [("account_id.account_type", "not in", INCOME)]
        for year, first, end in ((0, "2026-01-01", last), (-1, "2025-01-01", "2025-12-31")):
            with self.subTest(year):
                earned = sum(self._trial(*result, ("date", "<", first)).values())
                for told, domain in ((journal.opening, ("date", "<", first)), (journal.closing, ("date", "<=", end))):
                    expected = defaultdict(int, self._trial(*carried, domain))
                    expected[self.company.get_unaffected_earnings_account().code] += earned
                    self.assertEqual(self._told(told, year), {code: value for code, value in expected.items() if value})
                this = self._trial(*result, ("date", ">=", first), ("date", "<=", end))
                self.assertEqual(
                    self._told(journal.results, year), {code: value for code, value in this.items() if value}
                )
                closing = sum(self._told(journal.closing, year).values())
                self.assertEqual(closing + sum(self._told(journal.results, year).values()), 0)

    def test_every_posted_entry_of_the_period_is_there_and_no_other(self):
        draft = self._entry(date(2026, 3, 2), 5, post=False)
        journal = journal_of(self.company, date(2026, 3, 1), date(2026, 3, 31))
        entries = self.env["account.move"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "=", "posted"),
                ("date", ">=", "2026-03-01"),
                ("date", "<=", "2026-03-31"),
            ]
        )
        self.assertEqual(len(journal.vouchers), len(entries))
        self.assertNotIn(draft.ref, str(journal.vouchers))
        [voucher] = [voucher for voucher in journal.vouchers if "Tid 2026-03-01" in voucher.text]
        self.assertEqual(
            [(line.value, line.text) for line in voucher.transactions], [(725, "Kassa"), (-725, 'Såld "tid"')]
        )
        self.assertEqual(len({(voucher.series, voucher.number) for voucher in journal.vouchers}), len(entries))
        content = sie.write(journal)
        self.assertIn('"Såld \\"tid\\""'.encode("cp437"), content)

    def test_the_file_is_made_for_an_accountant(self):
        accountant = new_test_user(self.env, "books", "account.group_account_manager")
        allowed = self.env["call.sie.export"].with_user(
            new_test_user(self.env, "auditor", "account.group_account_readonly")
        )
        allowed.create({"date_to": "2026-12-31"}).action_export()
        wizard = self.env["call.sie.export"].with_user(accountant).create({"date_to": "2026-12-31"})
        self.assertEqual((wizard.date_from, wizard.checksum), (date(2026, 1, 1), True))
        address = wizard.action_export()["url"]
        self.assertIn(f"/web/content/call.sie.export/{wizard.id}/content", address)
        content = base64.b64decode(wizard.content)
        self.assertEqual(content.split(b"\r\n")[1], b"#KSUMMA")
        self.assertIn(b"#ORGNR 559999-9991\r\n", content)
        self.assertEqual(wizard.file_name, "5599999991-2026-01-01-2026-12-31.se")
        wizard.checksum = False
        wizard.action_export()
        self.assertNotIn(b"#KSUMMA", base64.b64decode(wizard.content))

    def test_the_company_is_told_by_its_number(self):
        for vals, number in (
            ({"company_registry": "556036-0793"}, "556036-0793"),
            ({"company_registry": False, "vat": "SE556036079301"}, "556036-0793"),
            ({"company_registry": False, "vat": False}, ""),
            ({"company_registry": "HRB 1234"}, "HRB 1234"),
        ):
            self.company.write(vals)
            self.assertEqual(journal_of(self.company, None, date(2026, 12, 31)).registry, number)

    def test_clerks_do_not_export_all_the_books(self):
        with self.assertRaises(AccessError):
            self.env["call.sie.export"].with_user(self._create_user("clerk")).create({})

    def test_more_than_a_year_or_an_odd_currency_is_refused(self):
        with self.assertRaisesRegex(UserError, "one fiscal year"):
            journal_of(self.company, date(2025, 12, 1), date(2026, 1, 31))
        with self.assertRaisesRegex(UserError, "one fiscal year"):
            journal_of(self.company, date(2026, 2, 1), date(2026, 1, 31))

    def test_another_company_s_entries_are_not_in_it(self):
        other = self.env["res.company"].create({"name": "Other operator"})
        self.assertEqual(journal_of(other, None, date(2026, 12, 31)).vouchers, ())
        stranger = new_test_user(self.env, "books", "account.group_account_user")
        with self.assertRaises(UserError):
            self.env["call.sie.export"].with_user(stranger).create({"company_id": other.id})
