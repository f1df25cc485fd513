"""From the switch to the invoice, every figure is that of the calls behind it."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import BillingCase, line

UNKNOWN = "+46850001234"


@tagged("post_install", "-at_install")
class TestCompleteness(BillingCase):
    """October's period is over; the tests are in November or later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.source.copy({"name": "Completeness"})

    def _october(self):
        """One call of each kind, a duplicate and a line that cannot be read."""
        start = "2026-10-05 10:00:00"
        bad = line("1.9/9", start=start).replace("10:00:00", "ten")
        return self._import(
            line("1.1/1", start=start),
            line("1.1/1", start=start),
            line("1.1/2", start=start, a_number=UNKNOWN, seconds=30),
            line("1.1/3", start=start, b_number="4791234567", seconds=20),
            line("1.1/4", start=start, seconds=0),
            bad,
        )

    def _month(self, month="2026-10-01"):
        self.env.flush_all()
        self.env["call.completeness"].invalidate_model()
        domain = [("source_id", "=", self.source.id), ("month", "=", month)]
        return self.env["call.completeness"].search(domain)

    def _figures(self, *names, month="2026-10-01"):
        found = self._month(month)
        return tuple(found[name] for name in names)

    def test_every_line_and_call_stands_where_it_is(self):
        self._october()
        self.assertEqual(
            self._figures("line_count", "stored_count", "call_count", "lost_count", "talk_seconds"),
            (4 + self._own_lines(), 4, 4, 0, 110),
        )
        self.assertEqual(
            self._figures("free_count", "unmatched_count", "unrated_count", "matched_count", "rated_count"),
            (1, 1, 1, 3, 1),
        )
        self.assertEqual(self._figures("rated_amount", "statement_amount", "invoiced_amount"), (600_000, 600_000, 0))

    def _own_lines(self):
        """Lines that tell no day count in the month of their import, here and now."""
        now = self._month(f"{self.env.cr.now():%Y-%m-01}")
        return 2 - now.line_count

    def test_leakage_is_what_should_have_been_billed_and_was_not(self):
        self._october()
        # unknown number, no price, and a period that is over; the unanswered call is none of them
        self.assertEqual(self._figures("base_count", "leak_count", "leak_seconds"), (3, 3, 110))
        self.assertEqual(self._figures("leakage", "overdue_count", "overdue_amount"), (100, 1, 600_000))
        calls = self.env["call.record"].search([("source_id", "=", self.source.id)])
        self._create_customer("Newcomer", UNKNOWN)
        calls.filtered(lambda call: call.state == "unmatched").action_redo()
        calls.statement_id.filtered(lambda statement: statement.partner_id.name == "Newcomer").action_invoice()
        self.assertEqual(self._figures("base_count", "leak_count", "invoiced_count"), (3, 2, 1))
        self.assertAlmostEqual(self._figures("leakage")[0], 100 * 2 / 3)

    def test_lines_to_correct_leak_until_they_are_settled(self):
        batch = self._october()
        now = f"{self.env.cr.now():%Y-%m-01}"
        self.assertEqual(self._figures("open_refused_count", "leak_count", month=now), (1, 1))
        action = self._month(now).action_view_refused()
        reject = self.env["call.reject"].search(action["domain"])
        self.assertEqual(reject.import_id, batch)
        reject._dismiss("A test")
        self.assertEqual(self._figures("open_refused_count", "refused_count", "leak_count", month=now), (0, 1, 0))

    def test_every_figure_leads_to_its_calls(self):
        self._october()
        month = self._month()
        for figure in month._figures():
            name = {"calls": "call_count", "late": "late_count"}.get(figure, f"{figure}_count")
            with self.subTest(figure):
                domain = month.with_context(figure=figure).action_view_calls()["domain"]
                self.assertEqual(self.env["call.record"].search_count(domain), month[name])
        statements = self.env["call.statement"].search(month.action_view_statements()["domain"])
        self.assertEqual(statements.mapped("amount"), [600_000])

    def test_each_currency_has_its_line_and_lines_of_files_stand_with_the_company_s(self):
        foreign = self.env.ref("base.EUR" if self.company.currency_id.name != "EUR" else "base.USD")
        foreign.active = True
        card = self._create_card("Abroad", {"467": 100_000}, timezone="UTC")
        self.env.cr.execute("UPDATE call_rate_card SET currency_id = %s WHERE id = %s", (foreign.id, card.id))
        self.env.invalidate_all()
        pricelist = self._create_pricelist("Abroad", card, currency_id=foreign.id)
        self._create_customer("Bolt", "+46850001234", pricelist)
        start = "2026-10-05 10:00:00"
        self._import(line("1.1/1", start=start), line("1.1/2", start=start, a_number=UNKNOWN))
        lines = self._month()
        own = lines.filtered(lambda found: found.currency_id == self.company.currency_id)
        abroad = lines - own
        self.assertEqual((own.line_count, own.call_count, own.lost_count, own.rated_amount), (2, 1, 0, 600_000))
        self.assertEqual((abroad.currency_id, abroad.call_count, abroad.rated_amount), (foreign, 1, 100_000))
        for found in lines:
            domain = found.action_view_calls()["domain"]
            self.assertEqual(self.env["call.record"].search_count(domain), found.call_count)

    def test_the_share_of_several_months_is_that_of_their_sums(self):
        self._october()
        self._import(*(line(f"2.1/{number}", start="2026-11-05 10:00:00") for number in range(1, 4)))
        self.env.flush_all()
        domain = [("source_id", "=", self.source.id), ("month", "in", ["2026-10-01", "2026-11-01"])]
        [(leak, base, share)] = self.env["call.completeness"]._read_group(
            domain, [], ["leak_count:sum", "base_count:sum", "leakage:avg"]
        )
        self.assertAlmostEqual(share, 100 * leak / base)

    def test_a_call_that_is_gone_is_lost(self):
        self._october()
        call = self.env["call.record"].search([("source_id", "=", self.source.id)], limit=1)
        self.env.cr.execute("DELETE FROM call_record WHERE id = %s", (call.id,))
        self.assertEqual(self._figures("stored_count", "call_count", "lost_count"), (4, 3, 1))

    def test_a_call_that_was_removed_in_its_time_is_not_lost(self):
        self._october()
        missing = sum(
            line.stored_count - line.call_count
            for line in self.env["call.completeness"].search(
                [("month", "=", "2026-10-01"), ("company_id", "=", self.company.id)]
            )
        )
        self.assertEqual(missing, 0)
        self.env["call.record"].search([("source_id", "=", self.source.id)], limit=1).unlink()
        vals = {"company_id": self.company.id, "month": "2026-10-01", "removed_count": 1}
        self.env["call.retention"].create(vals)
        self.assertEqual(self._figures("stored_count", "call_count", "removed_count", "lost_count"), (4, 3, 1, 0))

    def test_the_control_totals_by_day_balance_and_lead_to_calls_and_lines(self):
        batch = self._october()
        self._import(line("3.1/1"), line("3.1/2", start="2026-11-21 10:00:00", seconds=7))
        totals = self.env["call.control.total"].search([("source_id", "=", self.source.id)])
        self.assertEqual(set(totals.mapped("difference")), {0})
        self.assertEqual(sum(totals.mapped("line_count")), 8)
        october = totals.filtered(lambda total: total.import_id == batch and f"{total.day}" == "2026-10-05")
        self.assertEqual((october.stored_count, october.talk_seconds), (4, 110))
        self.assertEqual(self.env["call.record"].search_count(october.action_view_calls()["domain"]), 4)
        self.assertEqual(self.env["call.reject"].search_count(october.action_view_rejects()["domain"]), 2)
        shown = self.env["call.control.total"].search(self._month().action_view_lines()["domain"])
        self.assertIn(october, shown)

    def test_clerks_read_it_and_sales_staff_do_not(self):
        self._october()
        clerk, sales = self._create_user("clerk"), self._create_user("sales")
        self.assertEqual(self._month().with_user(clerk).call_count, 4)
        for model in ("call.completeness", "call.control.total"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(sales).search([])
