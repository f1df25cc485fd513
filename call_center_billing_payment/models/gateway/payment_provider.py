"""No provider without the means to verify its notifications."""

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import urls

from odoo.addons.payment_paypal.controllers.main import PaypalController

from ...const import WEBHOOK_FIELDS


class PaymentProvider(models.Model):
    """Stripe and PayPal tell us by a webhook what was paid. Anybody can call it."""

    _inherit = "payment.provider"

    @api.constrains("code", "state", *WEBHOOK_FIELDS.values())
    def _check_webhook_can_be_verified(self):
        for provider in self.sudo():  # the secret is an administrator's to read, not to be there
            field = WEBHOOK_FIELDS.get(provider.code)
            if field and provider.state != "disabled" and not provider[field]:
                raise ValidationError(provider._get_webhook_advice())

    def _get_webhook_advice(self):
        """Where the missing secret comes from, in words."""
        if self.code == "stripe":
            return self.env._(
                "Stripe needs its Webhook Signing Secret first: without it anybody could report a payment that was "
                "never made. While the provider is disabled, enter the keys, save, and choose “Generate your "
                "webhook”. Or add the endpoint %(url)s in Stripe's Dashboard under Developers, Webhooks, and copy "
                "its signing secret.",
                url=self._get_stripe_webhook_url(),
            )
        return self.env._(
            "PayPal needs its Webhook ID first: without it anybody could report a payment that was never made. Add "
            "the webhook %(url)s to your app at developer.paypal.com under Apps & Credentials, for the events "
            "named below, and copy its Webhook ID. Or choose “Generate your webhook”, which does all that.",
            url=urls.urljoin(self.get_base_url(), PaypalController._webhook_url),
        )
