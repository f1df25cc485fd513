"""Charges come when they are due, once, and stand on the right statement."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import line
from .common import COIN, PlanCase


@tagged("post_install", "-at_install")
class TestCharge(PlanCase):
    """Every kind of charge, in advance and in arrears."""

    def _until(self, subscription, day):
        """What is charged when it is that day."""
        with freeze_time(f"{day} 12:00:00"):
            return subscription._charge_until(subscription._local_today())

    def _start(self, plan, day):
        with freeze_time(f"{day} 12:00:00"):
            return self._subscribe(plan, day)

    def test_in_advance_the_first_part_of_a_month_and_then_whole_ones(self):
        subscription = self._start(self._create_plan(("recurring", 31, {})), "2026-01-16")
        self.assertEqual(self._told(subscription.charge_ids), [("2026-01-16", "2026-02-01", 16)])
        made = self._until(subscription, "2026-03-01")
        self.assertEqual(self._told(made), [("2026-02-01", "2026-03-01", 31), ("2026-03-01", "2026-04-01", 31)])
        self.assertFalse(self._until(subscription, "2026-03-01"))
        statements = [charge.statement_id.name for charge in subscription.charge_ids.sorted("date_from")]
        self.assertEqual(statements, ["Acme 2026-01", "Acme 2026-01", "Acme 2026-02"])

    def test_in_arrears_on_the_statement_of_the_last_day(self):
        subscription = self._start(self._create_plan(("support", 31, {"advance": False})), "2026-01-16")
        self.assertFalse(subscription.charge_ids)
        made = self._until(subscription, "2026-02-01")
        self.assertEqual(self._told(made), [("2026-01-16", "2026-02-01", 16)])
        self.assertEqual(made.statement_id.name, "Acme 2026-01")

    def test_from_the_day_of_the_start_all_periods_are_whole(self):
        subscription = self._start(self._create_plan(("recurring", 10, {}), alignment="anniversary"), "2026-01-31")
        self._until(subscription, "2026-03-31")
        begins = [told[0] for told in self._told(subscription.charge_ids)]
        self.assertEqual(begins, ["2026-01-31", "2026-02-28", "2026-03-31"])
        self.assertEqual(set(subscription.charge_ids.mapped("amount")), {10 * COIN})

    def test_an_item_s_own_cycle_and_what_is_charged_once(self):
        year = self.env["call.cycle"].create({"name": "Years", "unit": "year", "anchor": "2026-01-01"})
        plan = self._create_plan(
            ("setup", 500, {}), ("one_time", 20, {}), ("recurring", 120, {"cycle_id": year.id, "prorate": False})
        )
        subscription = self._start(plan, "2026-07-01")
        self._until(subscription, "2027-01-01")
        amounts = [charge.amount / COIN for charge in subscription.charge_ids.sorted("id")]
        self.assertEqual(amounts, [500, 20, 120, 120])

    def test_seats_that_come_and_go(self):
        subscription = self._start(self._create_plan(("seat", 28, {})), "2026-02-01")
        with freeze_time("2026-02-15 12:00:00"):
            subscription.item_ids.quantity = 3
            subscription._charge_until(subscription._local_today())
        with freeze_time("2026-02-22 12:00:00"):
            subscription.item_ids.quantity = 2
            subscription._charge_until(subscription._local_today())
            self.assertEqual(subscription.item_ids.quantity, 2)
        amounts = [told[2] for told in self._told(subscription.charge_ids)]
        self.assertEqual(amounts, [28, 28, -7])
        self.assertEqual(subscription.charge_ids.filtered("reverses_id").reverses_id.date_from.day, 15)
        with self.assertRaisesRegex(UserError, "charged already"):
            subscription.item_ids._set_quantity(9, subscription.date_start)

    def test_two_changes_on_one_day(self):
        subscription = self._start(self._create_plan(("seat", 28, {})), "2026-02-01")
        with freeze_time("2026-02-01 13:00:00"):
            subscription.item_ids.quantity = 4
            subscription._charge_until(subscription._local_today())
            subscription.item_ids.quantity = 3
            subscription._charge_until(subscription._local_today())
        self.assertEqual([charge.amount / COIN for charge in subscription.charge_ids.sorted("part")], [28, 84, -28])
        self.assertEqual(subscription.charge_ids.sorted("part").mapped("part"), [0, 1, 2])

    def test_numbers_are_rented_by_days_and_set_up_once(self):
        spans = [("2026-01-01", None), ("2026-02-15", "2026-02-22"), ("2026-02-15", None)]
        read = self.env["call.charge"]._fields["date_from"].to_date
        spans = [(read(begin), end and read(end)) for begin, end in spans]
        found = lambda account, company, begin, end: [span for span in spans if span[0] < end]  # noqa: E731
        self.patch(type(self.env["res.partner"]), "_call_did_spans", found)
        subscription = self._start(self._create_plan(("did_rental", 28, {}), ("did_setup", 5, {})), "2026-02-01")
        self._until(subscription, "2026-02-27")
        rented, set_up = (
            self._told(subscription.charge_ids.filtered(lambda charge, kind=kind: charge.kind == kind))
            for kind in ("did_rental", "did_setup")
        )
        self.assertEqual([(told[0][-2:], told[2]) for told in rented], [("01", 28), ("15", 14), ("22", 7)])
        self.assertEqual(set_up, [("2026-02-15", "2026-02-15", 10)])
        self.assertFalse(self._until(subscription, "2026-02-27"))

    def test_agent_hours_are_those_of_the_calls(self):
        subscription = self._start(self._create_plan(("agent_hour", 30, {})), "2026-11-01")
        calls = self._calls(self._import(line(seconds=5_400)))
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_record_store SET service = 'agent' WHERE id = ANY(%s)", (calls.ids,))
        made = self._until(subscription, "2026-12-01")
        self.assertEqual((made.quantity, made.amount), (1.5, 45 * COIN))
        self.assertFalse(self._until(subscription, "2026-12-02"))

    def test_a_commitment_is_charged_as_the_difference_to_usage(self):
        plan = self._create_plan(("commitment", 100, {}), ("recurring", 30, {}))
        subscription = self._start(plan, "2026-11-01")
        self._call(seconds=600)  # 6.00
        with freeze_time("2026-12-01 12:00:00"):
            # late calls are waited for
            made = subscription._charge_until(subscription._local_today(), wait=2)
            self.assertEqual(made.mapped("kind"), ["recurring"])
        with freeze_time("2026-12-03 12:00:00"):
            made = subscription._charge_until(subscription._local_today(), wait=2)
        self.assertEqual(self._told(made), [("2026-11-01", "2026-12-01", 94)])
        self.assertEqual(made.statement_id.name, "Acme 2026-11")
        self._call(seconds=60)
        self.assertFalse(self._until(subscription, "2026-12-20"))

    def test_a_commitment_that_is_reached_costs_nothing(self):
        subscription = self._start(self._create_plan(("commitment", 5, {})), "2026-11-01")
        self._call(seconds=600)
        self.assertFalse(self._until(subscription, "2026-12-01"))

    def test_an_end_cuts_the_last_period(self):
        subscription = self._start(self._create_plan(("support", 28, {"advance": False})), "2026-01-01")
        subscription.write({"date_end": "2026-02-15"})
        self._until(subscription, "2026-06-01")
        self.assertEqual([told[2] for told in self._told(subscription.charge_ids)], [28, 14])
        self.assertFalse(subscription.charge_next)

    def test_foreign_currency_has_a_statement_of_its_own(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        currency = euro if euro != self.company.currency_id else self.env.ref("base.USD")
        currency.active = True
        subscription = self._start(self._create_plan(("recurring", 31, {}), currency_id=currency.id), "2026-01-01")
        statement = subscription.charge_ids.statement_id
        self.assertEqual((statement.currency_id, statement.amount), (currency, 31 * COIN))
