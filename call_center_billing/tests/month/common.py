"""Two hundred accounts of all kinds, and their calls of one October."""

import random
from contextlib import contextmanager

from freezegun import freeze_time

from ..common import BillingCase, line

ACCOUNTS = 200
#: what is special about some of them; all others are billed once a month without anybody's help
KINDS = {
    "weekly": range(100, 120),
    "daily": range(120, 140),
    "each": range(140, 150),
    "prepaid": range(150, 160),
    "limited": range(160, 170),
    "review": range(170, 180),
    "lacking": range(180, 182),
    "disputing": range(185, 190),
    "wrong": range(190, 195),
    "late": range(195, 200),
}
#: days of October on which each account calls
DAYS = (2, 9, 17, 28)
MINUTE = 0.60
VAT = 25


class MonthCase(BillingCase):
    """The books are those of a company that bills, sends, reminds and confirms by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vat = cls.env["account.tax"].create({"name": "VAT", "amount": VAT, "type_tax_use": "sale"})
        cls.mobile.product_id.taxes_id = cls.vat
        cls.company.write(
            {
                "call_billing_mode": "auto",
                "call_review_policy": "never",
                "call_dispatch_mode": "hand",
                "call_confirm_payments": False,
                "call_reminders": True,
                "call_raise_percent": 50,
                "call_bill_at_limit": True,
            }
        )
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        kinds = {"accrued": "asset_current", "deferred": "liability_current", "prepaid_contra": "asset_current"}
        for number, (name, kind) in enumerate(kinds.items()):
            vals = {"code": f"CCB{number}", "name": name, "account_type": kind}
            cls.company[f"call_{name}_account_id"] = cls.env["account.account"].create(vals)
        cls.accounts = cls._create_accounts()

    @classmethod
    def _create_accounts(cls):
        cycles = {name: cls.env.ref(f"call_center_billing.call_cycle_{name}") for name in ("week", "month")}
        special = {
            "weekly": {"call_cycle_id": cycles["week"].id},
            "daily": {"call_order_policy": "day"},
            "each": {"call_order_policy": "call"},
            "prepaid": {"call_policy": "prepaid"},
            "limited": {"call_credit_policy": "limited", "call_credit_limit": 2},
            "review": {"call_review_policy": "always"},
            "lacking": {"street": False},
        }
        vals = []
        for number in range(ACCOUNTS):
            kind = next((name for name, numbers in KINDS.items() if number in numbers), "plain")
            vals.append(cls._account_vals(number) | special.get(kind, {}))
        accounts = cls.env["res.partner"].create(vals)
        cls.env["call.number"].create(
            [
                {"number": f"+4685{number:07}", "partner_id": account.id, "valid_from": "2026-01-01 00:00:00"}
                for number, account in enumerate(accounts)
            ]
        )
        return accounts

    @classmethod
    def _account_vals(cls, number):
        return {
            "name": f"Customer {number}",
            "email": f"customer{number}@example.com",
            "street": "Storgatan 1",
            "zip": "11122",
            "city": "Stockholm",
            "country_id": cls.env.ref("base.se").id,
            "call_timezone": "Europe/Stockholm",
            "call_credit_policy": "unlimited",
            "property_product_pricelist": cls.pricelist.id,
        }

    def _know_the_tables(self):
        """Plans as of a database that is in use: what one transaction writes the server knows nothing of."""
        self.env.flush_all()
        self.env.cr.execute("ANALYZE")

    def _of(self, kind):
        """The accounts of a kind."""
        numbers = KINDS[kind]
        return self.accounts[numbers.start : numbers.stop]

    @contextmanager
    def _on(self, moment):
        """It is this moment."""
        with freeze_time(moment):
            yield

    def _october(self):
        """The lines of a file with all calls, 30 seconds to 10 minutes each."""
        chance = random.Random(20261001)
        for number in range(ACCOUNTS):
            for day in DAYS:
                start = (
                    f"2026-10-{day:02} {chance.randrange(7, 20):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
                )
                seconds = chance.randrange(30, 600)
                yield line(f"1.{number}/{day}", a_number=f"4685{number:07}", seconds=seconds, start=start)

    def _calls_of(self, accounts):
        return self.env["call.record"].search([("partner_id", "in", accounts.ids)], order="started_at, id")

    def _invoices(self, accounts, *domain):
        """Invoices of calls, but not what reminders cost."""
        moves = self.env["account.move"].search(
            [("partner_id", "in", accounts.ids), ("move_type", "=", "out_invoice"), *domain], order="id"
        )
        return moves.filtered(lambda move: move._call_statement_lines())

    def _pay_by_bank(self, moves):
        """Lines of a bank statement that name the invoices, as customers write them."""
        lines = [
            {
                "journal_id": self.bank.id,
                "date": "2026-11-20",
                "amount": move.amount_residual,
                "payment_ref": f"Faktura {move.payment_reference or move.name}",
            }
            for move in moves.filtered("amount_residual")
        ]
        return self.env["account.bank.statement.line"].create(lines)
