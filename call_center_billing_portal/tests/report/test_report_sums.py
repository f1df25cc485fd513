"""Sums that are kept are those of the calls, whatever comes in later."""

from datetime import date, datetime

from odoo.tests import tagged

from .common import ReportCase

FIRST, BEFORE = date(2025, 3, 1), date(2025, 4, 1)


@tagged("post_install", "-at_install")
class TestReportSums(ReportCase):
    def test_figures_are_those_of_the_report_that_goes_with_the_invoice(self):
        self.import_march()
        self.store_queue()
        move = self.invoice(self.customer_a)
        sent = move._call_performance()
        table = self.table("campaigns", FIRST, BEFORE)
        shown = [(*row[:3], row[5], row[6], row[7], row[8]) for row in [*table.rows, table.total]]
        told = [
            (row.campaign, row.calls, row.answered, row.talk, row.waiting // row.answered, row.agent, row.after)
            for row in sent
        ]
        self.assertEqual(shown, told)
        self.assertEqual(shown[0][:4], ("=Spring", 3, 2, 150))
        self.assertEqual([row[3] for row in table.rows], [row.answered_share for row in sent[:-1]])
        self.assertEqual([row[4] for row in table.rows], [row.average for row in sent[:-1]])

    def test_prices_are_those_of_the_statement(self):
        calls = self.import_march()
        table = self.table("campaigns", FIRST, BEFORE)
        lines = calls.statement_line_id.filtered(lambda line: line.statement_id.partner_id == self.customer_a)
        self.assertEqual(table.total[13], {self.currency.id: sum(lines.mapped("amount"))})
        days = self.table("days", FIRST, BEFORE)
        self.assertEqual(days.total[1], sum(lines.mapped("call_count")))
        self.assertEqual(days.total[3], table.total[13])
        self.assertEqual(days.total[2], {"voice": sum(lines.mapped("talk_seconds"))})

    def test_nothing_is_added_up_twice_and_what_comes_late_counts(self):
        self.import_march()
        before = self.table("days", FIRST, BEFORE).total
        heads = self.env["call.report.day"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual(self.table("days", FIRST, BEFORE).total, before)
        self.assertEqual(self.env["call.report.day"].search([("partner_id", "=", self.customer_a.id)]), heads)
        self.import_calls({"at": datetime(2025, 3, 5, 12), "seconds": 60})
        self.assertEqual(self.table("days", FIRST, BEFORE).total[1], before[1] + 1)
        new = self.env["call.report.day"].search([("partner_id", "=", self.customer_a.id)]) - heads
        self.assertEqual(new.mapped("day"), [date(2025, 3, 5)])

    def test_a_change_and_a_withdrawal_count(self):
        calls = self.import_march()
        self.table("days", FIRST, BEFORE)
        call = calls.filtered(lambda call: call.talk_seconds == 100)
        self.env.cr.execute("UPDATE call_record SET adjusted = -50000 WHERE id = %s", (call.id,))
        self.env["call.record"].invalidate_model()
        before = self.table("days", FIRST, BEFORE).total[3][self.currency.id]
        self.env["call.record"]._note_changes([call.started_at])
        self.assertEqual(self.table("days", FIRST, BEFORE).total[3][self.currency.id], before - 50_000)
        calls.import_id.state = "withdrawn"
        self.env.cr.execute("DELETE FROM call_record WHERE import_id = %s", (calls.import_id.id,))
        self.assertEqual(self.table("days", FIRST, BEFORE).total[1], 0)

    def test_a_correction_says_which_days_it_changed(self):
        call = self.import_march()[0]
        day = [("day", "=", call.started_at.date())]
        before = self.env["call.report.change"].search_count(day)
        call.write({"late": True})
        self.assertEqual(self.env["call.report.change"].search_count(day), before + 1)

    def test_days_are_those_of_the_accounts_clock(self):
        self.customer_a.call_timezone = "Asia/Tokyo"
        self.import_calls({"at": datetime(2025, 3, 31, 15, 30), "seconds": 60})
        self.assertEqual(self.table("days", FIRST, BEFORE).total[1], 0)
        april = self.table("days", BEFORE, date(2025, 5, 1))
        self.assertEqual([row[1] for row in april.rows[:2]], [1, 0])
        self.customer_a.call_timezone = "UTC"
        self.assertEqual(self.table("days", FIRST, BEFORE).total[1], 1)

    def test_service_levels_are_those_that_are_measured(self):
        self.store_queue()
        agreement = self.agree()
        self.env["call.report.day"]._keep(self.customer_a, self.company, FIRST, BEFORE)
        names = ["sla_id", "month", "calls", "answered", "measured", "target", "met"]
        domain = [("agreement_id", "=", agreement.id)]
        measured = self.env["call.agreement.measure"].search_read(domain, names, order="sla_id")
        kept = self.env["call.report.level"].search_read(domain, names, order="sla_id")
        self.assertEqual(kept, measured)
        self.assertEqual([(row["measured"], row["met"]) for row in kept], [(33.3, False), (33.3, True)])
        agreement.sla_ids[0].seconds = 60
        self.env["call.report.day"]._keep(self.customer_a, self.company, FIRST, BEFORE)
        changed = self.env["call.report.level"].search([("sla_id", "=", agreement.sla_ids[0].id)])
        self.assertEqual(changed.measured, 66.7)

    def test_the_night_prepares_what_users_will_ask_for(self):
        self.user_a.with_user(self.user_a)._update_last_login()
        self.env.ref("call_center_billing_portal.call_report_cron").method_direct_trigger()
        heads = self.env["call.report.day"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual(len(heads), 400)
        self.assertFalse(self.env["call.report.day"].search([("partner_id", "=", self.customer_b.id)]))

    def test_tables_of_agents_and_times(self):
        self.import_march()
        self.store_queue()
        agents = self.table("agents", FIRST, BEFORE)
        self.assertEqual([row[0] for row in agents.rows], ["anna", "bo"])
        self.assertEqual([row[6] for row in agents.rows], [3660, 120])
        self.assertEqual(agents.rows[0][8:], [0, 3, 0, 1500])
        hours = self.table("hours", FIRST, BEFORE)
        self.assertEqual([(row[0], row[1]) for row in hours.rows if row[1]], [("08–09", 3), ("09–10", 1)])
        self.assertEqual(hours.total[5:], [3, 1, 333])
        weekdays = self.table("weekdays", FIRST, BEFORE)
        self.assertEqual([row[1] for row in weekdays.rows], [2, 1, 1, 0, 0, 0, 0])
