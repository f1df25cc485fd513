"""The page of plans: what the customer reads, asks for and withdraws."""

from odoo.tests import tagged

from .common import PlanPageCase

HOSTILE = ("", "%00", "a" * 3000, "%27%20OR%201=1--", "-1", "%D9%A1", "9" * 30, "0", "2026-02-30", "9999-12-31")


@tagged("post_install", "-at_install")
class TestPlanPage(PlanPageCase):
    def setUp(self):
        super().setUp()
        self._be_today()
        self.customer_a._call_charge(self.subscription._local_today())
        self.ask = f"/my/plan/{self.subscription.id}/ask"

    def _requests(self):
        return self.env["call.plan.request"].search([])

    def test_the_plan_and_its_price(self):
        text = self.page_text("/my/plan", self.user_a)
        for word in (
            "Small",
            "Monthly fee",
            "31.00",
            "Next charge",
            "Change Plan",
            "Cancel Plan",
            "Compare on My Last Months",
        ):
            self.assertIn(word, text)
        self.assertNotIn("Staff", text)
        self.assertIn("You have no plan", self.page_text("/my/plan", self.user_b))

    def test_a_change_is_looked_at_asked_for_approved_and_shown(self):
        text = self.page_text(f"{self.ask}?kind=plan&plan_id={self.large.id}&when=now&look=1", self.user_a)
        # 22 of March's 31 days: −22.00 − 1.42, +44.00 + 1.42
        for word in ("It holds from 03/10/2026", "22.00", "44.00", "Send Request"):
            self.assertIn(word, text)
        self.assertEqual((len(self._requests()), self.subscription.plan_id), (0, self.small))
        form = {"kind": "plan", "plan_id": str(self.large.id), "when": "now", "note": "Please"}
        self.assertEqual(self._send(self.ask, **form).status_code, 303)
        wish = self._requests()
        self.assertEqual((wish.cost, wish.note, wish.asked_by_id), (22_000_000, "Please", self.user_a.partner_id))
        self.assertIn("You have asked for this already", self._send(self.ask, **form).text)
        self.assertEqual(self._requests(), wish)
        wish.action_approve()
        text = self.page_text("/my/plan", self.user_a)
        for word in ("Large", "Done", "Cost then"):
            self.assertIn(word, text)

    def test_how_many_and_withdrawing(self):
        seats = self.subscription.item_ids.filtered(lambda item: item.kind == "seat")
        form = {"kind": "quantity", "item_id": str(seats.id), "quantity": "3", "when": "day", "day": "2026-03-12"}
        self._send(self.ask, **form)
        wish = self._requests()
        self.assertEqual((wish.quantity, f"{wish.effective_on}"), (3, "2026-03-12"))
        url = f"/my/plan/requests/{wish.id}/withdraw"
        self.assertEqual(self._send(url, self.user_b).status_code, 404)
        self.assertEqual(wish.state, "new")
        self._send(url)
        self.assertEqual(wish.state, "withdrawn")
        self.assertIn("is closed", self._send(url).text)

    def test_cancelling_says_what_happens(self):
        self.subscription.write({"term_months": 12, "cancel_rule": "fixed", "cancel_price": 50_000_000})
        text = self.page_text(f"{self.ask}?kind=cancel", self.user_a)
        for word in ("What Happens Then", "01/01/2027", "stay with your account", "your only plan"):
            self.assertIn(word, text)
        text = self.page_text(f"{self.ask}?kind=cancel&when=day&day=2026-04-01&look=1", self.user_a)
        for word in ("over on 04/01/2026", "Leaving before the agreed day costs", "50.00"):
            self.assertIn(word, text)
        form = {"kind": "cancel", "when": "day", "day": "2026-04-01"}
        self.assertIn("Tick that", self._send(self.ask, **form).text)
        self._send(self.ask, **form, agree="1")
        self._requests().action_approve()
        self.assertIn("Cancelled. It goes on until 03/31/2026", self.page_text("/my/plan", self.user_a))

    def test_what_cannot_be_done_is_said_with_what_was_chosen(self):
        response = self._send(self.ask, kind="plan", plan_id=str(self.staff_only.id), when="day", day="2026-03-20")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Choose one of the plans on offer", response.text)
        self.assertIn('value="2026-03-20"', response.text)
        self.assertIn("is not paused", self._send(self.ask, kind="resume", when="now").text)
        self.assertFalse(self._requests())

    def test_comparing(self):
        self._called("2026-01-10", "2026-02-10")
        response = self._send("/my/plan/compare", subscription_id=str(self.subscription.id))
        self.assertEqual(response.status_code, 303)
        text = self.page_text("/my/plan", self.user_a)
        for word in (
            "January 2026, February 2026",
            "What you paid",
            "67.40",
            "Large",
            "128.40",
            "61.00 more",
            "Worked out on",
        ):
            self.assertIn(word, text)
        self.assertLess(text.index("What you paid"), text.index("Bulk"))
        self.assertLess(text.index("84.00"), text.index("128.40"))

    def test_nobody_sees_or_changes_anothers_plan(self):
        self.assertEqual(self.open(self.ask, self.user_b).status_code, 404)
        self.assertEqual(self._send(self.ask, self.user_b, kind="pause", when="now").status_code, 404)
        self.assertEqual(
            self._send("/my/plan/compare", self.user_b, subscription_id=str(self.subscription.id)).status_code, 404
        )
        self.user_a.partner_id.call_portal_order = False
        for url in ("/my/plan", self.ask):
            self.assertEqual(self.open(url, self.user_a).status_code, 403, url)
        self.assertIn("/web/login", self.open("/my/plan").headers["Location"])
        self.assertFalse(self._requests())

    def test_hostile_addresses(self):
        names = ("kind", "plan_id", "item_id", "quantity", "when", "day", "note")
        for text in HOSTILE:
            for name in names:
                url = f"{self.ask}?look=1&kind=quantity&when=day&day=2026-03-20&{name}={text}"
                self.assertIn(self.open(url, self.user_a).status_code, (200, 400), url)
            url = f"/my/plan/{text.replace('%00', '') or 'x'}/ask"
            self.assertIn(self.open(url, self.user_a).status_code, (301, 400, 404), text)
            compared = self._send("/my/plan/compare", subscription_id=text)
            self.assertIn(compared.status_code, (200, 303, 400, 404), text)

    def test_queries_do_not_depend_on_how_many_calls_there_are(self):
        self._send("/my/plan/compare", subscription_id=str(self.subscription.id))
        few = self.queries_of("/my/plan", self.user_a)
        self._called(*[f"2026-02-{day:02d}" for day in range(1, 28)])
        many = self.queries_of("/my/plan", self.user_a)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 70)
