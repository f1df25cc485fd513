"""Customers ask for instalments; clerks answer."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayInstalments(PayCase):
    def setUp(self):
        super().setUp()
        self.move = self._late()
        self.company.call_pay_parts = 6
        self.clerk = self._create_user("clerk")
        self.acme.user_id = self.clerk
        self._login(self.user)

    def _ask(self, invoice=None, parts=3):
        return self._post("/my/pay/instalments", {"invoice": invoice or self.move.id, "parts": parts}, page="/my/pay")

    def test_a_request_waits_for_a_clerk(self):
        self.assertEqual(self._ask().status_code, 303)
        plan = self.move.call_plan_ids
        self.assertEqual((plan.state, plan.part_ids.mapped("amount")), ("draft", [1.0, 1.0, 1.0]))
        self.assertEqual((plan.call_requested_by_id, plan.activity_ids.user_id), (self.anna, self.clerk))
        self.assertIn("3 parts were asked for", self._page("/my/pay"))
        plan.with_user(self.clerk).action_start()
        self.assertEqual((plan.state, plan.activity_ids.ids), ("running", []))
        self.assertIn("Part 1 of 3", self._page("/my/pay"))

    def test_one_part_is_paid_from_the_page(self):
        self._ask()
        plan = self.move.call_plan_ids
        plan.action_start()
        form = {"group": f"{self.company.id}-{self.currency.id}", "how": "ticked"}
        key = self._key_of(self._post("/my/pay", form | {"tick": f"part-{plan.part_ids[0].id}"}))
        self.assertEqual(self.env["call.pay.intent"].search([("key", "=", key)]).amount, 1.0)

    def test_what_cannot_be_asked_for(self):
        for parts in (1, 7, -3, "x", "", 2**70):
            self.assertIn("Ask for 2 to 6 parts", self._text(self._ask(parts=parts)))
        for invoice in ("0", "x", 2**70):
            self.assertIn("There is nothing to pay of this invoice", self._text(self._ask(invoice=invoice)))
        self.assertFalse(self.move.call_plan_ids)
        self._ask()
        self.assertIn("has an instalment plan, or one was asked for", self._text(self._ask()))
        self.company.call_pay_parts = 0
        other = self._late()
        self.assertNotIn("instalments", self.url_open("/my/pay").text.replace("instalments_", "").split(other.name)[0])

    def test_nobody_asks_for_anothers_invoice(self):
        self._create_customer("Rival", "+46855550000").call_credit_policy = "unlimited"
        theirs = self._late(a_number="46855550000")
        self.assertIn("There is nothing to pay of this invoice", self._text(self._ask(invoice=theirs.id)))
        self.assertFalse(theirs.call_plan_ids)

    def test_a_clerk_who_says_no_ends_the_request(self):
        self._ask()
        plan = self.move.call_plan_ids
        plan.with_user(self.clerk).action_cancel()
        self.assertEqual((plan.state, plan.activity_ids.ids), ("cancelled", []))
        with self.assertRaisesRegex(UserError, "Ask for 2 to 6"):
            plan._call_ask(self.move, self.anna, 12)
