"""Customers who come back from Stripe name a payment and a transaction; they must belong together."""

from odoo.tests import tagged

from odoo.addons.payment_stripe.controllers.main import StripeController

from ..common import REFUSALS, StripeCase


@tagged("post_install", "-at_install")
class TestStripeReturn(StripeCase):
    def come_back(self, reference, intent):
        url = self._build_url(f"{StripeController._return_url}?reference={reference}&payment_intent={intent['id']}")
        self.answered_by(intent)
        return self.url_open(url, allow_redirects=False)

    def intent(self):
        return self.payment_data["data"]["object"] | {"payment_method": {"type": "card", "card": {"brand": "visa"}}}

    def test_the_payment_of_the_transaction_confirms_it(self):
        response = self.come_back(self.reference, self.intent())
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.tx.state, "done")

    def test_addresses_that_stripe_sends_nobody_to(self):
        gateway = self.answered_by(self.intent())
        for query in (
            "",
            "reference=nobody&payment_intent=pi_1",
            f"reference={self.reference}",
            f"reference={self.reference}&payment_intent=../customers/cus_1",
            f"reference={self.reference}&payment_intent=pi_1%2F..%2F..&setup_intent=seti_1",
            "reference=%00&payment_intent=pi_1",
        ):
            with self.subTest(query=query):
                self.assertIn(self.url_open(f"{StripeController._return_url}?{query}").status_code, (400, 404))
                self.assertFalse(gateway.asked)
        self.assertEqual(self.tx.state, "draft")

    def test_one_payment_does_not_confirm_another_transaction_of_the_same_amount(self):
        second = self._create_transaction("direct", reference="Second")
        with self.assertLogs(REFUSALS, "WARNING"):
            response = self.come_back(second.reference, self.intent())
        self.assertEqual(response.status_code, 403)
        self.assertEqual(second.state, "draft")
