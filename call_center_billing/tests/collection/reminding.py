"""Nights of reminding, one after the other."""

from datetime import date, timedelta

from freezegun import freeze_time

from .common import CollectionCase

TODAY = date(2026, 11, 22)
DUE = date(2026, 12, 1)


class RemindingCase(CollectionCase):
    """Acme owes 3.00, due on 1 December; it is reminded by the policy that is installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.call_reminders = True
        cls.policy = cls.company.credit_policy_id
        cls.notice, cls.first, cls.second, cls.last = cls.policy.level_ids.sorted("level")

    def setUp(self):
        super().setUp()
        self.invoice = self._invoice(DUE)

    def _night(self, day):
        with freeze_time(f"{day} 04:00:00"):
            return self.env["credit.control.run"]._call_night(self.company)

    def _nights(self, first, last):
        """Every night from one day to another, both included."""
        for number in range((last - first).days + 1):
            self._night(first + timedelta(days=number))

    def _reminders(self, move=None):
        """[(day, level)] of an invoice's reminders, in order."""
        lines = self.env["credit.control.line"].search(
            [("invoice_id", "=", (move or self.invoice).id), ("state", "!=", "ignored")], order="date, id"
        )
        return [(line.date, line.policy_level_id) for line in lines]

    def _blocked(self):
        domain = [("partner_id", "=", self.acme.id), ("cause", "=", "reminder"), ("lifted_at", "=", False)]
        return bool(self.env["call.block"].search_count(domain))
