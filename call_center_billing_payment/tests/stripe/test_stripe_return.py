"""Customers who come back from Stripe name a payment and a transaction; they must belong together."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.payment_stripe.controllers.main import StripeController

from ..common import HTTP_LIBRARY, REFUSALS, StripeCase, answer


@tagged("post_install", "-at_install")
class TestStripeReturn(StripeCase):
    def come_back(self, reference, intent):
        url = self._build_url(f"{StripeController._return_url}?reference={reference}&payment_intent={intent['id']}")
        with patch(HTTP_LIBRARY, return_value=answer(intent)):
            return self.url_open(url, allow_redirects=False)

    def intent(self):
        return self.payment_data["data"]["object"] | {"payment_method": {"type": "card", "card": {"brand": "visa"}}}

    def test_the_payment_of_the_transaction_confirms_it(self):
        response = self.come_back(self.reference, self.intent())
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.tx.state, "done")

    def test_one_payment_does_not_confirm_another_transaction_of_the_same_amount(self):
        second = self._create_transaction("direct", reference="Second")
        with self.assertLogs(REFUSALS, "WARNING"):
            response = self.come_back(second.reference, self.intent())
        self.assertEqual(response.status_code, 403)
        self.assertEqual(second.state, "draft")
