"""Long calls: more is reserved as they go on, and nothing is taken back."""

from odoo.tests import tagged

from .api_common import ApiCase


@tagged("post_install", "-at_install")
class TestExtend(ApiCase):
    def setUp(self):
        super().setUp()
        self.source.admission_seconds = 300
        self._authorize("1.1")

    def _extend(self, talk_seconds, age=None, **parameters):
        if age:
            self._grow_older("1.1", age)
        return self._told("extend", call_id="1.1", talk_seconds=talk_seconds, **parameters)

    def test_a_call_goes_on_as_long_as_the_money_lasts(self):
        self.assertEqual((self._hold("1.1").max_seconds, self._available()), (300, 7))
        self.assertEqual(self._extend(250, 250)["max_seconds"], 550)
        self.assertEqual(self._extend(500, 250)["max_seconds"], 800)
        self.assertEqual(self._available(), 2)
        answer = self._extend(750, 250)
        self.assertEqual((answer["decision"], answer["max_seconds"], answer["warn_at"]), ("allow", 1000, 940))
        self.assertEqual(self._available(), 0)
        self.assertEqual(self._extend(990, 240)["max_seconds"], 1000)

    def test_other_calls_take_what_is_left(self):
        self._authorize("1.2", seconds=700)
        answer = self._extend(250, 250)
        self.assertEqual((answer["decision"], answer["max_seconds"]), ("allow", 300))
        self.assertEqual(self._available(), 0)

    def test_events_out_of_order_or_twice_take_nothing_back(self):
        late = self._extend(250, 250)
        early = self._extend(10)
        self.assertEqual((early["max_seconds"], early["hold"]), (late["max_seconds"], late["hold"]))
        self.assertEqual(self._extend(250)["max_seconds"], 550)
        self.assertEqual(self._available(), 4.5)

    def test_a_customer_who_was_blocked_keeps_what_was_granted(self):
        reason = self.env["call.block.reason"].search([], limit=1)
        self.env["call.block"]._block(self.acme, "manual", reason)
        answer = self._extend(250, 250)
        self.assertEqual((answer["decision"], answer["reason"], answer["max_seconds"]), ("deny", "blocked", 300))
        self.assertEqual(answer["prompt"]["code"], reason.prompt_id.code)

    def test_the_day_s_limit_holds_for_long_calls_too(self):
        self.acme.call_day_limit = 4
        self.assertEqual(self._extend(250, 250)["max_seconds"], 400)

    def test_a_call_whose_hold_has_expired_reserves_anew(self):
        self._grow_older("1.1", 300 + 120 + 900 + 1)
        self.env["call.hold"]._cron_expire()
        self.assertEqual(self._available(), 10)
        self.assertEqual(self._extend(1000, seconds=100)["max_seconds"], 1000)
        self.assertEqual((self._hold("1.1").state, self._available()), ("open", 0))

    def test_an_ended_call_is_not_prolonged(self):
        self._told("end", call_id="1.1", talk_seconds=10)
        self.assertRefused(self._ask("extend", call_id="1.1", talk_seconds=20), 409, "ended")
        self.assertRefused(self._ask("extend", call_id="7.7", talk_seconds=20), 404, "unknown_call")

    def test_a_call_cannot_be_older_than_its_question(self):
        self.assertRefused(self._ask("extend", call_id="1.1", talk_seconds=5000), 422, "seconds")
