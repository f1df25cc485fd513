"""Accounts whose October is over, and a company that may bill them."""

from datetime import date

from odoo.addons.call_center_billing.tests.common import BillingCase

TODAY = "2026-11-05 12:00:00"


class RunCase(BillingCase):
    """Acme and Bolt have calls of October; it is the 5th of November. Nothing is taxed unless a test says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_sale_tax_id = False
        cls.company.write({"call_review_policy": "never", "call_dispatch_mode": "hand", "call_billing_mode": "auto"})
        cls.company.call_billing_user_id = cls.clerk = cls._create_user("clerk")
        cls.bolt = cls._create_customer("Bolt", "+46812345679")
        for account in cls.acme | cls.bolt:
            cls._settle(account)

    @classmethod
    def _settle(cls, account):
        """An account that nothing is lacking."""
        account.write({"street": "Storgatan 1", "city": "Stockholm", "zip": "11122"})
        account.write({"email": f"{account.name.lower()}@example.com", "call_credit_policy": "unlimited"})

    def setUp(self):
        super().setUp()
        self.freeze(TODAY)

    def freeze(self, moment):
        """It is this moment, until the test ends."""
        from freezegun import freeze_time

        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _october(self, account="acme", seconds=60, **vals):
        """A call of October, for 0.60 a minute; its statement."""
        number = {"acme": "46812345678", "bolt": "46812345679"}[account]
        call = self._call(a_number=number, seconds=seconds, start="2026-10-20 10:00:00", **vals)
        return call.statement_id

    def _run(self, **vals):
        """A run on demand that was looked at."""
        run = self.env["call.billing.run"].create({"day": date(2026, 11, 5), "user_id": self.clerk.id, **vals})
        run.action_look()
        return run

    def _line(self, run, account):
        return run.line_ids.filtered(lambda line: line.partner_id == account)
