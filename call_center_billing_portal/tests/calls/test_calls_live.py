"""Balance and calls in progress."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCallsLive(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.write({"call_policy": "prepaid"})

    def hold(self, partner, expires=1, **vals):
        now = fields.Datetime.now()
        return self.env["call.hold"].create(
            {
                "source_id": self.source.id,
                "call_id": str(next(self.identities)),
                "company_id": self.env.company.id,
                "partner_id": partner.id,
                "number_id": partner.call_number_ids[:1].id,
                "b_number": "+46701110001",
                "currency_id": self.currency.id,
                "amount": 3_200_000,
                "begun_at": now - timedelta(hours=2),
                "expires_at": now + timedelta(hours=expires),
                **vals,
            }
        )

    def live(self, user):
        response = self.open("/my/calls/live", user)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        return response.json()

    def test_calls_in_progress_are_those_of_the_account(self):
        self.hold(self.customer_a)
        self.hold(self.customer_b)
        self.hold(self.customer_a, expires=-1)
        self.hold(self.customer_a, state="ended")
        live = self.live(self.user_a)
        self.assertEqual(live["state"], "1 call in progress")
        self.assertRegex(live["list"][0], r"^Customer A's desk, since \d+:\d\d:\d\d [AP]M: up to \D*3\.20 held back$")
        self.assertRegex(live["money"]["held"], r"3\.20")
        self.assertRegex(live["money"]["available"], r"-3\.20")
        self.assertNotIn("46701110001", str(live), "who is called is nobody's business before the call is on the list")

    def test_the_page_has_the_same_without_javascript(self):
        self.hold(self.customer_a)
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("Available for calls", text)
        self.assertIn("1 call in progress", text)

    def test_sums_are_for_who_sees_bills_and_calls_for_who_sees_calls(self):
        self.hold(self.customer_a)
        contact = self.user_a.partner_id
        contact.call_portal_bills = False
        live = self.live(self.user_a)
        self.assertEqual(live["money"], {})
        self.assertNotIn("3.20", str(live))
        contact.call_portal_calls = False
        for url in ("/my/calls", "/my/calls/live"):
            self.assertEqual(self.open(url, self.user_a).status_code, 403)

    def test_an_account_without_a_limit_sees_what_it_used(self):
        self.customer_a.write({"call_policy": "postpaid"})
        self.customer_a.call_credit_policy = "unlimited"
        self.import_calls({})
        self.assertIn("used", self.live(self.user_a)["money"])

    def test_it_takes_few_queries(self):
        self.hold(self.customer_a)
        self.assertLessEqual(self.queries_of("/my/calls/live", self.user_a), 25)
