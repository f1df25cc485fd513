"""What the switch is told at every stage, over the API: each level against each kind of call."""

from odoo import fields
from odoo.tests import tagged

from ..admission.api_common import A_NUMBER, B_NUMBER, ApiCase

SERVICE, PAYMENT, STRANGER = "+46771336336", "+46771112233", "+46701110009"
CALLS = {
    "outbound": {"b_number": B_NUMBER},
    "inbound": {"direction": "inbound", "a_number": STRANGER, "b_number": A_NUMBER},
    "service": {"b_number": SERVICE},
    "payment": {"b_number": PAYMENT},
    "emergency": {"b_number": "112"},
}
#: what is admitted at each level of a block
OPEN = {
    None: {"outbound", "inbound", "service", "payment", "emergency"},
    "outgoing": {"inbound", "service", "payment", "emergency"},
    "service": {"service", "payment", "emergency"},
    "inactive": {"payment", "emergency"},
    "all": {"emergency"},
}


@tagged("post_install", "-at_install")
class TestLifeSwitch(ApiCase):
    def setUp(self):
        super().setUp()
        for number, kind in ((SERVICE, "service"), (PAYMENT, "payment")):
            self.env["call.open.number"].create({"name": kind, "number": number, "kind": kind})
        self.reason = self.env.ref("call_center_billing.call_block_reason_life_outgoing")

    def _block(self, level):
        blocks = self.env["call.block"].sudo()
        self.acme.call_block_ids.sudo().write({"lifted_at": fields.Datetime.now()})
        blocks.flush_model()
        return level and blocks._block(self.acme, "life", reason=self.reason, level=level)

    def _admitted(self, **parameters):
        return {kind for kind, call in CALLS.items() if self._authorize(**call | parameters)["decision"] == "allow"}

    def test_each_level_against_each_kind_of_call(self):
        for level, admitted in OPEN.items():
            with self.subTest(level=level):
                self._block(level)
                self.assertEqual(self._admitted(), admitted)

    def test_the_service_at_every_stage(self):
        policy = self.env.ref("call_center_billing.call_life_policy_postpaid")
        self.acme.call_credit_policy = "unlimited"
        life = self.env["call.life"].create(
            {"partner_id": self.acme.id, "company_id": self.company.id, "policy_id": policy.id}
        )
        stages = {"active": None, "outgoing": "outgoing", "service": "service", "inactive": "inactive"}
        prompts = {"outgoing": "suspended_outgoing", "service": "suspended_service", "inactive": "service_inactive"}
        for state, level in (stages | {"terminated": "inactive"}).items():
            life.state = state
            life._sync_block()
            self.assertEqual(self._admitted(), OPEN[level], state)
            prompt = self._authorize()["prompt"]
            self.assertEqual(prompt and prompt["code"], prompts.get(level), state)
        self.acme.call_number_ids.valid_to = fields.Datetime.now()
        told = {kind: self._authorize(**call, hold=False)["reason"] for kind, call in CALLS.items()}
        self.assertEqual(told, dict.fromkeys(CALLS, "unknown_number") | {"emergency": "ok"})

    def test_who_may_not_call_may_not_call_our_customers_either(self):
        reason = self.env.ref("call_center_billing.call_block_reason_rude")
        self.env["call.block"]._block(STRANGER, "manual", reason)
        answer = self._authorize(**CALLS["inbound"])
        self.assertEqual((answer["reason"], answer["prompt"]["code"]), ("blocked", "blocked_rude"))

    def test_a_refused_call_is_told_why(self):
        self._block("service")
        for kind in ("outbound", "inbound"):
            answer = self._authorize(**CALLS[kind])
            self.assertEqual((answer["decision"], answer["reason"]), ("deny", "blocked"))
            self.assertEqual(answer["prompt"]["code"], "suspended_outgoing")
            self.assertEqual(answer["account"]["id"], self.acme.id)

    def test_nothing_keeps_anybody_from_an_emergency_call(self):
        self.acme.write({"call_credit_limit": 0, "call_max_channels": 1, "call_max_rate": 1})
        self._authorize(**CALLS["inbound"])
        for caller in (A_NUMBER, STRANGER, "anonymous"):
            answer = self._authorize(b_number="112", a_number=caller)
            self.assertEqual((answer["decision"], answer["reason"]), ("allow", "ok"))
            self.assertEqual(answer["max_seconds"], self.source.admission_seconds)
        self.assertFalse(self.env["call.number"].search([("number", "=", STRANGER)]))
        self.assertEqual(self._authorize(b_number="112", pin="1234567890")["decision"], "allow")
        self.assertEqual(self._authorize(b_number="911")["decision"], "deny")  # none of this country

    def test_open_numbers_cost_nothing_beforehand(self):
        self.acme.call_credit_limit = 0
        self.assertEqual(self._authorize()["reason"], "no_credit")
        answer = self._authorize(b_number=SERVICE)
        self.assertEqual(
            (answer["decision"], self._hold(f"{1795317772 + self.calls}.{self.calls}").amount), ("allow", 0)
        )

    def test_a_list_of_another_country_or_company_is_not_ours(self):
        other = self.env["res.company"].create({"name": "Other operator"})
        number = self.env["call.open.number"].search([("number", "=", SERVICE)])
        self._block("outgoing")
        for vals in (
            {"company_id": other.id},
            {"company_id": False, "country_ids": [(6, 0, self.env.ref("base.us").ids)]},
        ):
            number.write(vals)
            self.assertEqual(self._authorize(b_number=SERVICE)["decision"], "deny")
        number.country_ids = self.env.ref("base.se")
        self.assertEqual(self._authorize(b_number=SERVICE)["decision"], "allow")

    def test_running_calls_keep_what_was_granted_and_get_no_more(self):
        self.source.admission_seconds = 300
        for number, call in enumerate(CALLS.values()):
            self._authorize(f"5.{number}", **call)
        told = {}
        for level in ("outgoing", "service"):
            self._block(level)
            for number, kind in enumerate(CALLS):
                answer = self._told("extend", call_id=f"5.{number}", talk_seconds=0, seconds=400)
                told[level, kind] = (answer["decision"], answer["max_seconds"])
        self.assertEqual(told["outgoing", "outbound"], ("deny", 300))
        self.assertEqual(told["outgoing", "inbound"], ("allow", 400))
        self.assertEqual(told["service", "inbound"], ("deny", 400))
        for kind in ("service", "payment", "emergency"):
            self.assertEqual(told["service", kind], ("allow", 400))

    def test_an_inbound_call_ends_and_costs_its_receiver_nothing(self):
        self._authorize("6.1", **CALLS["inbound"])
        self._grow_older("6.1", 60)
        answer = self._told("end", call_id="6.1", talk_seconds=50)
        self.assertEqual((answer["state"], answer["charged"], answer["talk_seconds"]), ("ended", "0.00", 50))
        self.assertEqual((answer["account"]["id"], self._available()), (self.acme.id, 10))
        self.assertTrue(self._told("end", call_id="6.1", talk_seconds=50)["again"])
        self.assertFalse(self._records())

    def test_nobody_s_number_is_not_called(self):
        answer = self._authorize(direction="inbound", a_number=A_NUMBER, b_number="+46855555555")
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "unknown_number"))

    def test_channels_limit_inbound_calls_too(self):
        self.acme.call_max_channels = 1
        self._authorize()
        self.assertEqual(self._authorize(**CALLS["inbound"])["reason"], "channel_limit")

    def test_the_same_call_in_another_direction_is_another_question(self):
        self._authorize("8.1")
        asked = {"call_id": "8.1", "a_number": A_NUMBER, "b_number": B_NUMBER, "direction": "inbound"}
        self.assertRefused(self._ask("authorize", **asked), 409, "call_id")
        asked["direction"] = "sideways"
        self.assertRefused(self._ask("authorize", **asked), 400, "value")
