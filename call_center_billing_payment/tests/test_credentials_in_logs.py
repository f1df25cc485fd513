"""Odoo logs what gateways answer. Credentials must not be read there."""

import logging

from odoo.tests import tagged

from .common import StripeCase

PROVIDER = "odoo.addons.payment.models.payment_provider"


@tagged("post_install", "-at_install")
class TestStripeCredentialsInLogs(StripeCase):
    def test_a_new_webhook_secret_is_not_logged(self):
        self.stripe.write({"state": "disabled", "stripe_webhook_secret": False})
        self.answered_by({"id": "we_1", "secret": "whsec_fresh", "data": []})
        with self.assertLogs(PROVIDER, logging.INFO) as logs:
            self.stripe.action_stripe_create_webhook()
        self.assertEqual(self.stripe.stripe_webhook_secret, "whsec_fresh")
        self.assertNotIn("whsec_fresh", "".join(logs.output))
        self.assertNotIn(self.stripe.stripe_secret_key, "".join(logs.output))
        self.assertIn("[REDACTED]", "".join(logs.output))
