"""A client with a campaign, agents, a queue and service levels, and what was done for it in March 2025."""

from datetime import datetime

from odoo import fields

from ..common import CallPortalCase

MARCH = "period=own&first=2025-03-01&last=2025-03-31"


class ReportCase(CallPortalCase):
    """Customer A has the campaign =Spring (a name that a spreadsheet would compute); customer B has none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.customer_a.call_report_wanted = True
        cls.campaign = cls.env["call.campaign"].create(
            {"name": "=Spring", "code": "spring", "partner_id": cls.customer_a.id, "company_id": cls.company.id}
        )
        work = {"campaign_id": cls.campaign.id, "agent": "anna"}
        cls.env["call.campaign.activity"].create(
            [
                {**work, "day": "2025-03-04", "kind": "sale", "quantity": 3},
                {**work, "day": "2025-03-04", "kind": "wrap_up", "quantity": 25},
                {**work, "day": "2025-04-01", "kind": "sale", "quantity": 9},
            ]
        )
        cls.stored = iter(range(1, 1000))

    def import_march(self):
        """Four calls of customer A, three of them of the campaign and one of those not answered; one of B."""
        return self.import_calls(
            {"at": _at("2025-03-03 08:00:00"), "seconds": 100, "code": "spring"},
            {"at": _at("2025-03-03 08:10:00"), "seconds": 50, "code": "spring"},
            {"at": _at("2025-03-04 09:00:00"), "seconds": 0, "code": "spring", "disposition": "NO ANSWER"},
            {"at": _at("2025-03-05 08:00:00"), "seconds": 30},
            {"at": _at("2025-03-05 08:00:00"), "seconds": 600, "a": self.B_NUMBER},
        )

    def store(self, start, waited=0, talk=0, **vals):
        """Something that a queue or a data switch told, as the store has it."""
        began = fields.Datetime.to_datetime(start)
        self.env["call.record"]._ensure_months(began, began)
        return self.env["call.record"].create(
            {
                "company_id": self.company.id,
                "source_id": self.source.id,
                "identity": f"stored {next(self.stored)}",
                "partner_id": self.customer_a.id,
                "started_at": start,
                "duration": waited + talk,
                "talk_seconds": talk,
                "outcome": "answered" if talk else "no_answer",
                "state": "rated" if talk else "unanswered",
                **vals,
            }
        )

    def store_queue(self):
        """Three calls to a queue in March, one of them abandoned, one answered too late; and an agent's hour."""
        of_queue = {"service": "agent", "queue": "support", "campaign_id": self.campaign.id}
        self.store("2025-03-10 10:00:00", 10, 60, agent="anna", **of_queue)
        self.store("2025-03-10 11:00:00", 40, 120, agent="bo", **of_queue)
        self.store("2025-03-11 11:00:00", 30, 0, **of_queue)
        self.store("2025-03-10 09:00:00", 0, 3600, agent="anna", service="agent", campaign_id=self.campaign.id)

    def agree(self):
        """An agreement with two service levels, in force since January 2025."""
        agreement = self.env["call.agreement"].create(
            {
                "partner_id": self.customer_a.id,
                "company_id": self.company.id,
                "date_start": "2025-01-01",
                "term_months": 0,
                "renewal": "open",
                "sla_ids": [
                    (0, 0, {"metric": "answer", "target": 80, "seconds": 20}),
                    (0, 0, {"metric": "abandoned", "target": 50}),
                ],
            }
        )
        agreement.with_context(call_agreement_step=True).write({"state": "active"})
        return agreement

    def table(self, view, first, before, account=None):
        """A view's table as the model gives it."""
        account, report = account or self.customer_a, self.env["call.report"]
        self.env["call.report.day"]._keep(account, self.company, first, before)
        return getattr(report, f"_table_of_{view}")(account, self.company, first, before)


def _at(text):
    return datetime.fromisoformat(text)
