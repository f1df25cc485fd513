"""Who may pay what: by login, or by a signed link."""

import re

from werkzeug.exceptions import BadRequest, NotFound

from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.payment.controllers.portal import PaymentPortal

#: what keys are made of
KEY = re.compile(r"[A-Za-z0-9_-]{32}")


class PayAccess(PaymentPortal):
    """Ids in an address or a form choose among what is the payer's own, and reach nothing else."""

    def _pay_own_intent(self, key):
        """The payment with this key, if it is the visitor's: of the account logged in, or made by a link.

        :rtype: call.pay.intent
        :raise BadRequest: it is no key
        :raise NotFound: for anything else; nothing is told about what there is
        """
        if not KEY.fullmatch(key):
            raise BadRequest()  # Odoo looks for what is not found among its attachments, by whatever the address is
        intent_sudo = request.env["call.pay.intent"].sudo().search([("key", "=", key)], limit=1)
        user = request.env.user
        own = not user._is_public() and user.partner_id.commercial_partner_id == intent_sudo.partner_id
        if not intent_sudo or not (own or intent_sudo.by_link):
            raise NotFound()
        return intent_sudo.with_company(intent_sudo.company_id)

    @staticmethod
    def _pay_render(template, values, status=200):
        """A page whose address is a secret: no other site is told it, no cache keeps it."""
        response = request.render(f"call_center_billing_payment.{template}", values, status=status)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _pay_form_values(self, intent_sudo):
        """What Odoo's payment form is rendered with.

        Whoever comes by a link may pay, but neither sees nor saves a card: the link may have been passed on.
        """
        providers_sudo, methods_sudo, tokens_sudo, report = self._pay_offers(intent_sudo)
        mapping = self._compute_show_tokenize_input_mapping(providers_sudo)
        if intent_sudo.by_link:
            mapping = dict.fromkeys(mapping, False)
        landing = f"/my/pay/{intent_sudo.key}"
        return {
            "reference_prefix": self._pay_reference(intent_sudo),
            "amount": intent_sudo.amount,
            "currency": intent_sudo.currency_id,
            "partner_id": intent_sudo.payer_id.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods_sudo,
            "tokens_sudo": tokens_sudo,
            "availability_report": report,
            "transaction_route": f"{landing}/transaction",
            "landing_route": landing,
            "access_token": intent_sudo.key,
            "show_tokenize_input_mapping": mapping,
            "company_mismatch": not self._can_partner_pay_in_company(intent_sudo.payer_id, intent_sudo.company_id),
            "expected_company": intent_sudo.company_id,
            "res_company": intent_sudo.company_id,
        }

    def _pay_offers(self, intent_sudo):
        """Providers, payment methods and cards that this can be paid with, and why not with others."""
        report, currency = {}, intent_sudo.currency_id
        providers_sudo = (
            request.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(
                intent_sudo.company_id.id,
                intent_sudo.payer_id.id,
                intent_sudo.amount,
                currency_id=currency.id,
                report=report,
            )
        )
        methods_sudo = (
            request.env["payment.method"]
            .sudo()
            ._get_compatible_payment_methods(
                providers_sudo.ids, intent_sudo.payer_id.id, currency_id=currency.id, report=report
            )
        )
        tokens_sudo = request.env["payment.token"].sudo()
        if not intent_sudo.by_link:
            tokens_sudo = tokens_sudo._get_available_tokens(providers_sudo.ids, intent_sudo.payer_id.id)
        return providers_sudo, methods_sudo, tokens_sudo, report

    def _pay_chosen(self, intent_sudo, provider_id=None, payment_method_id=None, token_id=None, flow=None, **kwargs):
        """What was chosen in the form, if it was offered there.

        :return: {provider_id, payment_method_id, token_id, flow}
        :raise ValidationError: it was not
        """
        providers_sudo, methods_sudo, tokens_sudo, _report = self._pay_offers(intent_sudo)
        ids = [self._cast_as_int(each) for each in (provider_id, payment_method_id, token_id)]
        provider_id, method_id, token_id = ids
        if flow == "token":
            token_sudo = tokens_sudo.filtered(lambda token: token.id == token_id)
            offered = token_sudo and token_sudo.provider_id.id == provider_id
            method_id = token_sudo.payment_method_id.id
        else:
            method_sudo = methods_sudo.filtered(lambda method: method.id == method_id)
            offered = flow in ("redirect", "direct") and provider_id in (method_sudo.provider_ids & providers_sudo).ids
            token_id = None
        if not offered:
            raise ValidationError(request.env._("This way to pay is not offered any more. Load the page again."))
        return {"provider_id": provider_id, "payment_method_id": method_id, "token_id": token_id, "flow": flow}

    @staticmethod
    def _pay_reference(intent_sudo):
        """What the payment is called at the gateway; a retried request gets the same."""
        return f"{'TOPUP' if intent_sudo.purpose == 'top_up' else 'PAY'}-{intent_sudo.id}"

    @staticmethod
    def _pay_problem(intent_sudo):
        """Why it cannot be paid (any more), in words; None if it can."""
        try:
            intent_sudo._check()
        except UserError as error:
            return str(error.args[0])
        return None
