"""What calls cost us: trunks and cost cards."""

from odoo.tests import tagged

from .common import CostCase


@tagged("post_install", "-at_install")
class TestCost(CostCase):
    def test_a_call_has_the_cost_and_margin_of_its_trunk(self):
        call = self._call(seconds=90)
        self.assertEqual((call.trunk_id, call.trunk_code), (self.trunk, "b"))
        self.assertEqual(call.cost_rate_id, self.cost_card.version_ids.rate_ids)
        self.assertEqual((call.amount, call.cost, call.margin), (900_000, 450_000, 450_000))
        self.assertEqual(call.cost_currency_id, self.company.currency_id)

    def test_a_source_without_trunks_keeps_no_costs(self):
        self.trunk.active = False
        call = self._call()
        self.assertEqual(self._cost_of(call), (None, None, None))
        self.assertEqual(call.trunk_code, "b")

    def test_a_trunk_without_a_card_has_no_known_cost_and_not_0(self):
        self.trunk.rate_card_id = False
        self.assertEqual(self._cost_of(self._call()), (None, None, "no_card"))

    def test_a_number_that_the_cost_card_does_not_know_has_no_known_cost(self):
        self.card.version_ids.copy({"valid_from": "2026-01-02"}).write(
            {"rate_ids": [(0, 0, {"prefix": "479", "destination_id": self.mobile.id, "price": 1_000_000})]}
        )
        self.card.version_ids.filtered(lambda version: version.state == "draft").action_publish()
        call = self._call(b_number="4791234567")
        self.assertEqual((call.state, call.trunk_id), ("rated", self.trunk))
        self.assertEqual(self._cost_of(call), (None, None, "no_rate"))

    def test_a_call_before_the_first_cost_version_has_no_known_cost(self):
        late = self._create_cost_card("Late", {"467": 1}, valid_from="2026-12-01 00:00:00")
        self.trunk.rate_card_id = late
        self.assertEqual(self._cost_of(self._call()), (None, None, "no_version"))

    def test_calls_whose_cost_is_unknown_are_found_and_those_at_a_loss(self):
        self.trunk.rate_card_id = self._create_cost_card("Dear", {"467": 700_000})
        loss = self._call(identity="1.1/1")
        self.trunk.rate_card_id = False
        unknown = self._call(identity="1.1/2")
        calls = loss | unknown
        domain = [("id", "in", calls.ids)]
        self.assertEqual(calls.search([*domain, ("margin", "<", 0)]), loss)
        self.assertEqual(calls.search([*domain, ("cost_reason", "!=", False)]), unknown)

    def test_a_trunk_that_nobody_entered_is_told_of(self):
        self.trunk.code = "other"
        self.assertEqual(self._cost_of(self._call()), (None, None, "no_trunk"))

    def test_the_trunk_without_a_name_takes_all_other_calls_but_none_to_our_own_numbers(self):
        self.trunk.code = False
        outside = self._call(identity="1.1/1")
        self._create_customer("Neighbour", "+46701110001")
        inside = self._call(identity="1.1/2")
        self.assertEqual((outside.trunk_id, outside.cost), (self.trunk, 300_000))
        self.assertFalse(inside.trunk_id)
        self.assertEqual(self._cost_of(inside), (None, None, None))

    def test_an_extension_is_no_call_of_the_trunk_for_all_others(self):
        self.trunk.code = False
        call = self._call(b_number="100")
        self.assertFalse(call.trunk_id)
        self.assertEqual(self._cost_of(call), (None, None, None))

    def test_calls_without_a_customer_have_a_cost_and_no_margin(self):
        call = self._call(a_number="46850001234")
        self.assertEqual(call.state, "unmatched")
        self.assertEqual(self._cost_of(call), (300_000, None, None))

    def test_a_call_that_gets_its_customer_later_gets_its_margin_then(self):
        call = self._call(a_number="46850001234")
        self._create_customer("Newcomer", "+46850001234")
        call.action_redo()
        self.assertEqual(self._cost_of(call), (300_000, 300_000, None))

    def test_unanswered_calls_cost_nothing_unless_the_carrier_charges_for_them(self):
        call = self._call(identity="1.1/1", seconds=0)
        self.assertEqual((call.state, self._cost_of(call)), ("unanswered", (0, 0, None)))
        terms = {"bill_no_answer": True, "charged_time": "setup"}
        self.trunk.rate_card_id = self._create_cost_card("Strict", {"467": 300_000}, **terms)
        call = self._call(identity="1.1/2", seconds=0)  # rang for two seconds
        self.assertEqual((call.state, self._cost_of(call)), ("unanswered", (10_000, -10_000, None)))
        self.assertFalse(call.amount)

    def test_a_call_turned_away_by_the_switch_has_no_cost(self):
        call = self._call(seconds=0, application="Hangup")
        self.assertEqual((call.state, self._cost_of(call)), ("denied", (None, None, None)))

    def test_the_cost_version_at_the_start_of_the_call_prices_it(self):
        self._publish(self.cost_card, "2026-11-22 03:30:00", price=500_000)
        before = self._call(identity="1.1/1", start="2026-11-22 03:29:59")
        after = self._call(identity="1.1/2", start="2026-11-22 03:30:00")
        self.assertEqual((before.cost, after.cost), (300_000, 500_000))
