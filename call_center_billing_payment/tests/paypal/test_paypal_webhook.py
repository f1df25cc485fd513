"""What PayPal's webhook accepts."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..const import PAYPAL_HEADERS
from .common import HTTP_LIBRARY, PaypalCase, answer

PROVIDER = "odoo.addons.payment.models.payment_provider"


@tagged("post_install", "-at_install")
class TestPaypalWebhook(PaypalCase):
    def test_a_notification_that_paypal_confirms_confirms_the_payment(self):
        response, calls = self.post_verified(answer({"verification_status": "SUCCESS"}))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.tx.state, "done")
        self.assertEqual(calls[0].kwargs["json"]["webhook_id"], "WH-1")
        self.assertEqual(calls[0].kwargs["json"]["webhook_event"], self.payment_data)

    def test_a_notification_that_paypal_does_not_confirm_is_refused(self):
        self.assertRefused(lambda: self.post_verified(answer({"verification_status": "FAILURE"}))[0])

    @mute_logger(PROVIDER)
    def test_a_notification_that_cannot_be_verified_is_refused(self):
        """Odoo itself marks the transaction as an error, goes on, and confirms it."""
        self.assertRefused(lambda: self.post_verified(answer({"message": "bad request"}, status=400))[0])

    def test_a_notification_is_refused_while_there_is_no_webhook_id(self):
        self.env.cr.execute("UPDATE payment_provider SET paypal_webhook_id = NULL")
        self.env.invalidate_all()
        self.assertRefused(lambda: self.post_verified(answer({"verification_status": "SUCCESS"}))[0])

    def test_a_notification_that_lacks_part_of_its_signature_is_refused_without_asking_paypal(self):
        for header in PAYPAL_HEADERS:
            with self.subTest(header=header), patch(HTTP_LIBRARY) as calls:
                self.assertRefused(lambda header=header: self.post(without=header))
                calls.assert_not_called()
