"""Payments by Stripe, found by what Stripe calls them, and named to Stripe by what we call them."""

from odoo import api, models

from odoo.addons.payment import utils as payment_utils

from .words import CUSTOMER, DATABASE, REFERENCE

#: requests that move money, and must not be carried out twice when Odoo or we send them again
MOVING = ("refunds", "/capture", "/cancel")


class PaymentTransaction(models.Model):
    """Our name for it goes along with each request, so what comes back can only be about this one."""

    _inherit = "payment.transaction"

    @api.model
    def _call_stripe_find(self, thing):
        """The transaction that an object of Stripe's is about: payment, charge, refund or dispute.

        :param dict thing: as Stripe sends it, signed
        :return: the payment's transaction, not a refund's; empty if it is none of ours
        """
        intent = thing["id"] if thing["id"].startswith(("pi_", "seti_")) else thing.get("payment_intent")
        ours = [("provider_code", "=", "stripe"), ("operation", "!=", "refund")]
        found = self.browse()
        if isinstance(thing.get("description"), str) and thing["id"].startswith(("pi_", "seti_", "ch_", "py_")):
            found = self.search([*ours, ("reference", "=", thing["description"])])
        if not found and isinstance(intent, str):
            found = self.search([*ours, ("provider_reference", "=", intent)], limit=1)
        return found

    def _stripe_prepare_payment_intent_payload(self):
        """Override of `payment_stripe`: our name for it, for when an answer or we ourselves get lost."""
        return super()._stripe_prepare_payment_intent_payload() | self._call_stripe_metadata()

    def _call_stripe_metadata(self):
        return {
            f"metadata[{REFERENCE}]": self.reference,
            f"metadata[{DATABASE}]": self.env["ir.config_parameter"].sudo().get_param("database.uuid"),
            f"metadata[{CUSTOMER}]": self.partner_id.commercial_partner_id.id,
        }

    def _stripe_create_intent(self):
        """Override of `payment_stripe`: know the intent from the start, so that Stripe can be asked about it."""
        intent = super()._stripe_create_intent()
        if intent and not self.provider_reference:
            self.provider_reference = intent["id"]
        return intent

    def _send_api_request(self, method, endpoint, *, data=None, **kwargs):
        """Override of `payment`: Stripe carries out a request that moves money once, however often it is sent.

        Odoo does so for charges, but not for refunds and captures; a request that PostgreSQL makes Odoo run again
        would refund twice.
        """
        if self.provider_code == "stripe" and method == "POST":
            if endpoint.endswith(MOVING) and not kwargs.get("idempotency_key"):
                kwargs["idempotency_key"] = payment_utils.generate_idempotency_key(self, scope=endpoint)
            if endpoint == "refunds":
                data = data | self._call_stripe_metadata()
        return super()._send_api_request(method, endpoint, data=data, **kwargs)
