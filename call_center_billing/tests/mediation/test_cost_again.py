"""Costs that are worked out again."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from ..common import line
from .common import CostCase


@tagged("post_install", "-at_install")
class TestCostAgain(CostCase):
    def test_a_trunk_that_came_later_is_filled_in_and_prices_stay(self):
        self.trunk.active = False
        calls = self._calls(self._import(line("1.1/1"), line("1.1/2"), line("1.1/3", start="2026-10-01 10:00:00")))
        priced = calls.mapped("amount")
        self.trunk.active = True
        wizard = self.env["call.cost.again"].create({"date_from": "2026-11-01", "date_to": "2026-12-01"})
        wizard.action_cost()
        self.assertEqual(calls.mapped("cost"), [300_000, 300_000, 0])
        self.assertEqual(calls.mapped("amount"), priced)
        self.assertEqual(self._cost_of(calls[2]), (None, None, None))

    def test_known_costs_are_worked_out_again_only_when_asked_to(self):
        call = self._call()
        self.trunk.rate_card_id = self._create_cost_card("Dearer", {"467": 400_000})
        period = {"date_from": "2026-11-01", "date_to": "2026-12-01"}
        self.env["call.cost.again"].create(period).action_cost()
        self.assertEqual(call.cost, 300_000)
        self.env["call.cost.again"].create(period | {"known": True, "source_id": self.source.id}).action_cost()
        self.assertEqual((call.cost, call.margin), (400_000, 200_000))

    def test_nothing_is_written_where_nothing_changes(self):
        call = self._call()
        self.assertEqual(call._cost_again([("id", "=", call.id)]), 0)
        self.trunk.rate_card_id = False
        self.assertEqual(call._cost_again([("id", "=", call.id)]), 1)
        self.assertEqual(self._cost_of(call), (None, None, "no_card"))

    def test_a_call_keeps_a_trunk_that_was_archived_since(self):
        call = self._call()
        self.trunk.active = False
        self.assertEqual(call._cost_again([("id", "=", call.id)]), 0)
        self.assertEqual(call.trunk_id, self.trunk)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "must end after"):
            self.env["call.cost.again"].create({"date_from": "2026-11-02", "date_to": "2026-11-01"})

    def test_clerks_may_and_sales_may_not(self):
        call = self._call()
        action = call.with_user(self._create_user("clerk")).action_cost_again()
        self.assertEqual(action["params"]["type"], "success")
        with self.assertRaisesRegex(AccessError, "Only billing clerks"):
            call.with_user(self._create_user("sales")).action_cost_again()

    def test_another_companys_calls_are_not_touched(self):
        call = self._call()
        self.trunk.rate_card_id = False
        other = self.env["res.company"].create({"name": "Other"})
        clerk = self._create_user("clerk")
        period = {"date_from": "2026-11-01", "date_to": "2026-12-01", "known": True, "company_id": other.id}
        self.env["call.cost.again"].with_user(clerk).create(period | {"company_id": self.company.id}).action_cost()
        self.assertEqual(self._cost_of(call), (None, None, "no_card"))
        stranger = new_test_user(
            self.env,
            "ccb_stranger",
            "call_center_billing.call_center_billing_group_clerk",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.trunk.rate_card_id = self.cost_card
        self.env["call.cost.again"].with_user(stranger).create(period | {"company_id": self.company.id}).action_cost()
        self.assertEqual(self._cost_of(call), (None, None, "no_card"))
