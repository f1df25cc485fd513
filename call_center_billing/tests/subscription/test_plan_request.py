"""Requests for changes: who asks, who decides, what comes of it, and that the customer is told."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LifeCase


@tagged("post_install", "-at_install")
class TestPlanRequest(LifeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.requests = cls.env["call.plan.request"]
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.acme.id})

    def _ask(self, subscription, partner=None, **vals):
        return self.requests._ask(partner or self.anna, {"subscription_id": str(subscription.id), **vals})

    def _told(self, request):
        domain = [("event_id.code", "=", "plan_request"), ("res_id", "=", request.id)]
        return self.env["call.notice"].search(domain, order="id").mapped("values")

    def test_a_customer_asks_and_it_is_done_on_its_day(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            request = self._ask(subscription, kind="plan", plan_id=str(self.large.id), when="next", note="More, please")
            self.assertEqual((request.state, request.asked_by_id, request.partner_id), ("new", self.anna, self.acme))
            self.assertEqual((request.effective_on, request.cost), (self._date("2026-04-01"), 68_200_000))
            self.assertTrue(request.activity_ids)
            request.action_approve()
            self.assertEqual((request.state, request.step_id.state), ("approved", "planned"))
            self.assertFalse(request.activity_ids)
        with self._on("2026-04-01"):
            subscription._turn()
        self.assertEqual((request.state, subscription.plan_id), ("done", self.large))
        self.assertEqual([words["state"] for words in self._told(request)], ["new", "approved"])

    def test_one_for_now_is_done_at_once(self):
        subscription = self._started()
        seat = self._item(subscription, "seat")
        with self._on("2026-03-22"):
            request = self._ask(subscription, kind="quantity", item_id=seat.id, quantity="3", when="now")
            request.action_approve()
        self.assertEqual((request.state, request.cost), ("done", 4_000_000))
        self.assertAlmostEqual(self._sum(subscription), 37.2 + 4)

    def test_a_rejection_says_why(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            request = self._ask(subscription, kind="pause", when="now")
            wizard = self.env["call.plan.request.reject"].create({"request_id": request.id, "answer": "Not in March"})
            wizard.action_reject()
            self.assertEqual((request.state, request.answer), ("rejected", "Not in March"))
            self.assertEqual(self._told(request)[-1]["reason"], "Not in March")
            with self.assertRaisesRegex(UserError, "decided on"):
                request.action_approve()
        self.assertFalse(subscription.step_ids)

    def test_it_can_be_withdrawn_until_it_is_done(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            request = self._ask(subscription, kind="cancel", when="next")
            request.action_approve()
            self.assertEqual(subscription.state, "cancelled")
            request._withdraw()
            self.assertEqual((request.state, subscription.state, subscription.date_end), ("withdrawn", "active", False))
            with self.assertRaisesRegex(UserError, "is closed"):
                request._withdraw()

    def test_a_customer_gets_nothing_but_what_may_be_asked_for(self):
        subscription = self._started()
        other = self._create_customer("Other")
        cases = [
            ("cannot be asked for: price, state", {"kind": "plan", "price": 0, "state": "approved"}),
            ("what is to be changed", {"kind": "refund"}),
            ("what is to be changed", {"kind": "pause", "when": "yesterday"}),
            ("plans on offer", {"kind": "plan", "plan_id": str(self.small.id)}),
            ("plans on offer", {"kind": "plan", "plan_id": "999999"}),
            ("no number", {"kind": "plan", "plan_id": "1 OR 1=1"}),
            ("no number", {"kind": "quantity", "item_id": str(self._item(subscription).id), "quantity": "-1"}),
            ("subscription's items", {"kind": "quantity", "item_id": "999999", "quantity": "1"}),
            ("from today on", {"kind": "pause", "when": "day", "day": "2026-03-10"}),
            ("from today on", {"kind": "pause", "when": "day", "day": "soon"}),
            ("not paused", {"kind": "resume", "when": "now"}),
        ]
        with self._on("2026-03-11"):
            for expected, vals in cases:
                with self.subTest(**vals), self.assertRaisesRegex(UserError, expected), self.cr.savepoint():
                    self._ask(subscription, **vals)
            with self.assertRaises(AccessError):
                self._ask(subscription, other, kind="pause")
        self.assertFalse(self.requests.search([("subscription_id", "=", subscription.id)]))

    def test_who_decides_is_a_setting(self):
        subscription = self._started()
        clerk, manager, sales = (self._create_user(name) for name in ("clerk", "manager", "sales"))
        self.company.call_request_approval = "manager"
        with self._on("2026-03-11"):
            vals = {"subscription_id": subscription.id, "kind": "pause", "when": "now"}
            request = self.requests.with_user(sales).create(vals)
            for user, error in ((sales, AccessError), (clerk, AccessError)):
                with self.assertRaises(error):
                    request.with_user(user).action_approve()
            request.with_user(manager).action_approve()
        self.assertEqual((request.state, request.decided_by_id, subscription.state), ("done", manager, "paused"))
        with self.assertRaisesRegex(UserError, "stays on record"):
            request.sudo().unlink()
