"""Stripe as a whole: what it tells us, and what it has paid out."""

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.payment_stripe.const import HANDLED_WEBHOOK_EVENTS

from .words import EVENTS

#: what is asked for at once; Stripe gives no more
PAGE = 100


class PaymentProvider(models.Model):
    """Webhooks and pages of lists."""

    _inherit = "payment.provider"

    @api.model
    def _call_stripe_events(self):
        """The types of notifications that we want."""
        return sorted({*HANDLED_WEBHOOK_EVENTS, *EVENTS})

    def _send_api_request(self, method, endpoint, *, data=None, **kwargs):
        """Override of `payment` for new webhooks: notifications of refunds, chargebacks and payouts too."""
        if self.code == "stripe" and (method, endpoint) == ("POST", "webhook_endpoints"):
            data = data | {"enabled_events[]": self._call_stripe_events()}
        return super()._send_api_request(method, endpoint, data=data, **kwargs)

    def action_stripe_create_webhook(self):
        """Override of `payment_stripe`: a webhook that is there is told to notify of all that we want."""
        self.ensure_one()
        if not (self.stripe_webhook_secret and self.stripe_secret_key):
            return super().action_stripe_create_webhook()
        url = self._get_stripe_webhook_url()
        known = [hook for hook in self._call_stripe_pages("webhook_endpoints", {}) if hook.get("url") == url]
        if not known:
            raise UserError(
                self.env._(
                    "Stripe knows no webhook %(url)s. Clear the Webhook Signing Secret while the provider is disabled, "
                    "and generate the webhook anew.",
                    url=url,
                )
            )
        for hook in known:
            data = {"enabled_events[]": self._call_stripe_events()}
            self._send_api_request("POST", f"webhook_endpoints/{hook['id']}", data=data)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("Stripe notifies of payments, refunds, chargebacks and payouts."),
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _call_stripe_pages(self, endpoint, query):
        """All of a list of Stripe's, page by page.

        :param dict query: what is asked for
        :return: iterator of dicts
        """
        self.ensure_one()
        query = {"limit": PAGE} | query
        while True:
            page = self._send_api_request("GET", endpoint, params=query)
            yield from page["data"]
            if not page.get("has_more") or not page["data"]:
                return
            query["starting_after"] = page["data"][-1]["id"]
