"""Accounts whose services are suspended, under a clock that the test moves on."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields

from ..admission.common import BalanceCase

# polars' modules are imported before any clock is stopped
from ...models.mediation.bulk import store as _store  # noqa: F401  # isort: skip

DUE = date(2026, 3, 1)


class LifeCase(BalanceCase):
    """Acme's invoice of 100 is due on 1 March 2026; the company goes by the installed postpaid policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref("call_center_billing.call_life_policy_postpaid")
        cls.prepaid = cls.env.ref("call_center_billing.call_life_policy_prepaid")
        cls.company.call_life_postpaid_id = cls.policy
        cls.acme.call_credit_limit = 1000
        cls.lives = cls.env["call.life"]

    def _day(self, number):
        """So many days after the due date."""
        return DUE + timedelta(days=number)

    def _invoice(self, amount=100, due=DUE, partner=None, company=None):
        """An invoice that is posted."""
        env = self.env["account.move"].with_company(company or self.company)
        move = env.create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.acme).id,
                "company_id": (company or self.company).id,
                "invoice_date": fields.Date.subtract(due, days=30),
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [(0, 0, {"name": "Calls", "quantity": 1, "price_unit": amount, "tax_ids": []})],
            }
        )
        move.action_post()
        return move

    def _nights(self, first, last, step=1, company=None):
        """The nights of these days after the due date."""
        self._nights_on(*range(first, last + 1, step), company=company)

    def _nights_on(self, *days, company=None):
        """These nights alone."""
        with freeze_time(self._day(days[0])) as clock:
            for number in days:
                clock.move_to(f"{self._day(number)} 03:00:00")
                self.lives.with_company(company or self.company)._night()

    def _nights_of_steps(self, last, after=0):
        """Only the nights on which the installed policy has something to do, up to a day."""
        self._nights_on(*(day for day in (1, 7, 12, 14, 23, 30, 46, 60, 83, 90) if after < day <= last))

    def _life(self, partner=None, company=None):
        partner = (partner or self.acme).with_company(company or self.company)
        return self.lives.with_company(company or self.company)._of_accounts(partner)

    def _state(self, partner=None):
        return self._life(partner).state

    def _events(self, *kinds, partner=None):
        """[(days after the due date, kind, state)] in their order."""
        events = self._life(partner).event_ids.filtered(lambda event: not kinds or event.kind in kinds).sorted("id")
        return [((event.day - DUE).days, event.kind, event.state) for event in events]

    def _notices(self, partner=None):
        """[(event, key)] of what the customer was told, in order."""
        domain = [("partner_id", "=", (partner or self.acme).id), ("res_model", "=", "call.life")]
        return (
            self.env["call.notice"]
            .sudo()
            .search(domain, order="id")
            .mapped(lambda each: (each.event_id.code, each.key))
        )
