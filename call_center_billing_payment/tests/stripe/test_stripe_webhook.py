"""What Stripe's webhook accepts."""

from odoo.tests import tagged

from ..common import StripeCase

WRONG = "whsec_wrong"


@tagged("post_install", "-at_install")
class TestStripeWebhook(StripeCase):
    def test_a_notification_with_the_right_signature_confirms_the_payment(self):
        response = self.post(self.payment_data, self.signature(self.payment_data))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.tx.state, "done")

    def test_an_unsigned_notification_is_refused(self):
        self.assertRefused(lambda: self.post(self.payment_data, None))

    def test_an_unsigned_notification_is_refused_while_there_is_no_secret(self):
        self.without_secret()
        self.assertRefused(lambda: self.post(self.payment_data, None))

    def test_a_notification_signed_with_nothing_is_refused_while_there_is_no_secret(self):
        header = self.signature(self.payment_data, secret=" ")
        self.without_secret()
        self.assertRefused(lambda: self.post(self.payment_data, header))

    def test_a_notification_signed_with_another_secret_is_refused(self):
        self.assertRefused(lambda: self.post(self.payment_data, self.signature(self.payment_data, secret=WRONG)))

    def test_a_notification_that_was_changed_on_its_way_is_refused(self):
        header = self.signature(self.payment_data)
        self.assertRefused(lambda: self.post(self.payment_data | {"id": "evt_2"}, header))

    def test_a_notification_that_is_sent_again_much_later_is_refused(self):
        self.assertRefused(lambda: self.post(self.payment_data, self.signature(self.payment_data, age=3600)))

    def test_a_header_that_is_no_signature_is_refused(self):
        self.assertRefused(lambda: self.post(self.payment_data, "v1"))

    def test_what_is_not_signed_does_not_tell_whether_the_payment_exists(self):
        self.payment_data["data"]["object"]["description"] = "no such transaction"
        self.assertRefused(lambda: self.post(self.payment_data, None))

    def test_the_secret_of_another_stripe_provider_is_not_enough(self):
        other = self.stripe.copy({"state": "disabled", "stripe_webhook_secret": WRONG})
        self.assertEqual(other.code, "stripe")
        self.assertRefused(lambda: self.post(self.payment_data, self.signature(self.payment_data, secret=WRONG)))

    def test_the_same_notification_twice_confirms_the_payment_once(self):
        for _time in range(2):
            response = self.post(self.payment_data, self.signature(self.payment_data))
            self.assertEqual(response.status_code, 200)
        self.assertEqual(self.tx.state, "done")
        self.assertEqual(len(self._get_tx(self.reference)), 1)
