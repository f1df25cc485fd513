"""What campaigns' rules charge: a month on paper, nothing twice, differences later."""

from datetime import date

import polars  # noqa: F401  # it cannot be imported under a frozen clock
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common import line
from .common import COIN, CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignCharge(CampaignCase):
    def _october(self):
        """Ten answered calls of ten minutes, two unanswered ones; two sales a day on three days; 7.5 hours."""
        lines = [
            line(f"20.{index}/1", seconds=600, account="spring", start=f"2026-10-{index + 5:02} 08:00:00")
            for index in range(10)
        ]
        lines += [line(f"21.{index}/1", seconds=0, account="spring", start="2026-10-06 09:00:00") for index in range(2)]
        lines.append(line("22.1/1", seconds=60, start="2026-10-07 09:00:00"))  # of no campaign
        self._import(*lines)
        for day in (12, 13, 14):
            self._work(f"2026-10-{day}", "sale", 2)
        self._work("2026-10-12", "agent_hour", 450)

    @freeze_time("2026-11-02 08:00:00")
    def test_a_month_comes_to_what_the_rules_say_on_paper(self):
        self._october()
        self._rule("handled", 5)
        self._rule("sale", 40)
        self._rule("agent_hour", 250)
        self._rule("fixed", 1000)
        charged = self._charge("2026-11-02")
        paper = {"handled": 10 * 5, "sale": 6 * 40, "agent_hour": 7.5 * 250, "fixed": 1000}
        self.assertEqual(charged, {(kind, "2026-10-01"): amount for kind, amount in paper.items()})
        statement = self.acme.call_statement_ids.filtered(lambda found: found.date_from == date(2026, 10, 1))
        calls = 10 * 10 * 600_000 + 600_000
        self.assertEqual(statement.amount, calls + round(sum(paper.values()) * COIN))
        move = statement.action_invoice(invoice_date=date(2026, 11, 2))
        self.assertAlmostEqual(move.amount_untaxed, 60.6 + sum(paper.values()))
        self.assertEqual(set(self.campaign.charge_ids.mapped("state")), {"invoiced"})

    @freeze_time("2026-11-02 08:00:00")
    def test_nothing_is_charged_twice(self):
        self._october()
        self._rule("sale", 40)
        self.assertTrue(self._charge("2026-11-02"))
        self.assertFalse(self._charge("2026-11-02"))
        self.campaign.action_charge()
        self.assertEqual(len(self.campaign.charge_ids), 1)

    @freeze_time("2026-11-20 08:00:00")
    def test_what_is_found_later_is_charged_or_given_back_by_the_difference(self):
        rule = self._rule("sale", 40)
        first = self._work("2026-10-12", "sale", 5)
        self.assertEqual(self._charge("2026-11-02"), {("sale", "2026-10-01"): 200})
        self._work("2026-10-30", "sale", 1, agent="bo")
        self.assertEqual(self._charge("2026-11-03"), {("sale", "2026-10-01"): 40})
        first.quantity = 2
        self.assertEqual(self._charge("2026-11-04"), {("sale", "2026-10-01"): -120})
        charges = rule.charge_ids.sorted("part")
        self.assertEqual(charges.mapped("campaign_units"), [5, 1, -3])
        self.assertEqual(charges[-1].reverses_id, charges[0])
        self.assertEqual(sum(charges.mapped("amount")), 3 * 40 * COIN)

    @freeze_time("2026-11-02 08:00:00")
    def test_a_fixed_price_is_by_days_where_the_rule_holds_for_a_part_of_the_period(self):
        self._rule("fixed", 310, valid_from="2026-10-22")
        self.assertEqual(self._charge("2026-11-02"), {("fixed", "2026-10-22"): 100})

    @freeze_time("2026-11-02 08:00:00")
    def test_time_is_rounded_once(self):
        self._rule("wrap_up", 0.333333)
        self._work("2026-10-12", "wrap_up", 7)
        self.assertEqual(self._charge("2026-11-02"), {("wrap_up", "2026-10-01"): 2.33})

    @freeze_time("2026-11-02 08:00:00")
    def test_a_period_that_runs_is_not_charged_yet(self):
        self._rule("sale", 40, valid_from="2026-11-01")
        self._work("2026-11-01", "sale", 5)
        self.assertFalse(self._charge("2026-11-30"))
        self.assertEqual(self._charge("2026-12-01"), {("sale", "2026-11-01"): 200})

    @freeze_time("2026-11-20 08:00:00")
    def test_periods_follow_each_other_when_the_cycle_changes(self):
        self._rule("fixed", 310)
        self._charge("2026-11-02")
        weeks = {"name": "Weeks", "unit": "week", "anchor": "2026-01-05"}
        self.acme.call_cycle_id = self.env["call.cycle"].create(weeks)
        self._charge("2026-11-16")
        charges = self.campaign.charge_ids.sorted("date_from")
        spans = [(f"{charge.date_from}", f"{charge.date_to}") for charge in charges]
        november = [("2026-11-01", "2026-11-02"), ("2026-11-02", "2026-11-09"), ("2026-11-09", "2026-11-16")]
        self.assertEqual(spans, [("2026-10-01", "2026-11-01"), *november])

    @freeze_time("2026-11-02 08:00:00")
    def test_what_was_charged_keeps_its_rule(self):
        rule = self._rule("sale", 40)
        self._work("2026-10-12", "sale", 5)
        self._charge("2026-11-02")
        with self.assertRaisesRegex(UserError, "charged already"):
            rule.price = 30 * COIN
        with self.assertRaisesRegex(ValidationError, "charged until"):
            rule.valid_to = "2026-10-15"
        with self.assertRaisesRegex(UserError, "end it with a day"):
            rule.unlink()
        rule.valid_to = "2026-11-15"
        self._rule("sale", 30, valid_from="2026-11-15")

    def test_two_rules_never_charge_the_same(self):
        self._rule("sale", 40)
        with self.assertRaisesRegex(ValidationError, "nothing is charged twice"):
            self._rule("sale", 30, valid_from="2026-11-15")

    def test_a_negative_price_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._rule("sale", -1)
