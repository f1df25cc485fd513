"""Service levels measured on calls, month by month."""

from odoo.tests import freeze_time, tagged

from .common import AgreementCase


@tagged("post_install", "-at_install")
class TestAgreementLevels(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-09-15 08:00:00"):
            agreement = cls._agreement(date_start="2026-09-20")
            levels = {"answer": 75, "abandoned": 30, "handling": 100, "waiting": 15}
            agreement.sla_ids = [
                (0, 0, {"metric": metric, "target": target, "seconds": 20}) for metric, target in levels.items()
            ]
            agreement._step({"state": "active"})
        cls.agreement = agreement

    def _calls(self, rows):
        """Calls of a queue as the store has them: (start, seconds to the answer, seconds of talk)."""
        store = self.env["call.record"].sudo()
        for index, (start, waited, talk) in enumerate(rows):
            store.create(
                {
                    "company_id": self.company.id,
                    "source_id": self.source.id,
                    "identity": f"q{index}",
                    "partner_id": self.acme.id,
                    "started_at": start,
                    "duration": waited + talk,
                    "talk_seconds": talk,
                    "outcome": "answered" if talk else "no_answer",
                    "service": "agent",
                    "queue": "support",
                }
            )

    def test_targets_are_measured_by_month_from_the_first_day_on(self):
        self._calls(
            [
                ("2026-09-19 12:00:00", 0, 0),  # before the first day
                ("2026-10-02 08:00:00", 10, 60),
                ("2026-10-03 08:00:00", 20, 120),
                ("2026-10-04 08:00:00", 30, 180),
                ("2026-10-05 08:00:00", 40, 0),
                ("2026-10-31 23:30:00", 5, 90),  # in Stockholm it is November
            ]
        )
        user = self._create_user("sales")
        found = self.env["call.agreement.measure"].with_user(user).search([("agreement_id", "=", self.agreement.id)])
        told = {(f"{row.month}", row.metric): (row.calls, row.measured, row.met) for row in found}
        self.assertEqual(
            told,
            {
                ("2026-10-01", "answer"): (4, 50, False),
                ("2026-10-01", "abandoned"): (4, 25, True),
                ("2026-10-01", "handling"): (4, 120, False),
                ("2026-10-01", "waiting"): (4, 20, False),
                ("2026-11-01", "answer"): (1, 100, True),
                ("2026-11-01", "abandoned"): (1, 0, True),
                ("2026-11-01", "handling"): (1, 90, True),
                ("2026-11-01", "waiting"): (1, 5, True),
            },
        )

    def test_a_month_without_an_answered_call_has_no_average(self):
        self._calls([("2026-10-05 08:00:00", 40, 0)])
        found = self.env["call.agreement.measure"].search([("agreement_id", "=", self.agreement.id)])
        self.assertEqual(set(found.mapped("metric")), {"answer", "abandoned"})
