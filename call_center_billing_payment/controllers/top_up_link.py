"""The page of a payment link: anybody who has it may pay, and nothing about it can be altered."""

from odoo import http
from odoo.exceptions import LockError, ValidationError
from odoo.http import request

from odoo.addons.payment.controllers import portal as payment_portal
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

RECEIPT = "call_center_billing.call_payment_receipt_report"


class TopUpLink(payment_portal.PaymentPortal):
    """Account, sum and currency are the link's own, whatever the browser says."""

    @http.route(
        "/top-up/<int:link_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def call_link_page(self, link_id, token, **_kwargs):
        """The form to pay by; or that it is paid, or why it cannot be."""
        link = self._call_link_get(link_id, token)
        paid = link.transaction_ids.filtered(lambda tx: tx.state == "done")[:1]
        values = {
            "link": link,
            "res_company": link.company_id,
            "paid": bool(paid) or link.state == "paid",
            "receipt_url": paid.payment_id and f"{link._path()}/receipt",
            "problem": link._why_not(),
            "last_tx": link.transaction_ids.sorted("id")[-1:],
        }
        if not (values["paid"] or values["problem"]):
            values |= self._call_link_form(link)
        response = request.render("call_center_billing_payment.call_top_up_link_page", values)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route("/top-up/<int:link_id>/<string:token>/transaction", type="jsonrpc", auth="public")
    def call_link_transaction(self, link_id, token, **kwargs):
        """Begin to pay.

        :return: what the browser needs to go on
        :rtype: dict
        :raise ValidationError: it cannot be paid, or no longer
        """
        link = self._call_link_get(link_id, token)
        self._validate_transaction_kwargs(kwargs, additional_allowed_keys=("access_token", "reference_prefix"))
        try:
            link.lock_for_update()
        except LockError as error:
            raise ValidationError(request.env._("This is being paid in another window.")) from error
        if problem := link._why_not():
            raise ValidationError(problem)
        choice = [self._cast_as_int(kwargs.get(name)) for name in ("provider_id", "payment_method_id")]
        choice.append(kwargs.get("flow"))
        self._call_link_check(link, *choice)
        tx_sudo = link._begun(*choice) or self._call_link_begin(link, *choice)
        PaymentPostProcessing.monitor_transaction(tx_sudo)
        return tx_sudo._get_processing_values()

    @http.route(
        "/top-up/<int:link_id>/<string:token>/receipt", type="http", auth="public", methods=["GET"], sitemap=False
    )
    def call_link_receipt(self, link_id, token, **_kwargs):
        """The receipt of what was paid by the link."""
        payment = self._call_link_get(link_id, token).transaction_ids.payment_id.filtered(
            lambda each: each.state in ("in_process", "paid")
        )[:1]
        if not payment:
            raise request.not_found()
        report = request.env["ir.actions.report"].sudo()
        content, _kind = report._render_qweb_pdf(RECEIPT, payment.ids)
        headers = [("Content-Type", "application/pdf"), ("Cache-Control", "no-store")]
        return request.make_response(content, headers)

    @staticmethod
    def _call_link_get(link_id, token):
        """The link as superuser, in its company; nobody learns which links there are."""
        found = request.env["call.top.up.link"].sudo()._find(link_id, token)
        if not found:
            raise request.not_found()
        return found.with_company(found.company_id)

    def _call_link_form(self, link):
        """What Odoo's payment form wants to know; without saved cards, for whoever has the link may pay."""
        report = {}
        providers_sudo, methods_sudo = self._call_link_choices(link, report)
        return {
            "amount": link.amount,
            "currency": link.currency_id,
            "partner_id": link.partner_id.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods_sudo,
            "tokens_sudo": request.env["payment.token"].sudo(),
            "availability_report": report,
            "transaction_route": f"{link._path()}/transaction",
            "landing_route": link._path(),
            "access_token": link.token,
            "show_tokenize_input_mapping": dict.fromkeys(providers_sudo.ids, False),
        }

    @staticmethod
    def _call_link_choices(link, report=None):
        """Providers and methods by which the link can be paid."""
        providers_sudo = (
            request.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(
                link.company_id.id, link.partner_id.id, link.amount, currency_id=link.currency_id.id, report=report
            )
        )
        methods_sudo = (
            request.env["payment.method"]
            .sudo()
            ._get_compatible_payment_methods(
                providers_sudo.ids, link.partner_id.id, currency_id=link.currency_id.id, report=report
            )
        )
        return providers_sudo, methods_sudo

    def _call_link_check(self, link, provider_id, method_id, flow):
        """Refuse a provider, method or flow that the page did not offer."""
        providers_sudo, methods_sudo = self._call_link_choices(link)
        if provider_id not in providers_sudo.ids or method_id not in methods_sudo.ids:
            raise ValidationError(request.env._("Choose one of the ways to pay."))
        if flow not in ("direct", "redirect"):
            raise ValidationError(request.env._("Saved cards are used by those who have logged in."))

    def _call_link_begin(self, link, provider_id, method_id, flow):
        return self._create_transaction(
            provider_id=provider_id,
            payment_method_id=method_id,
            token_id=None,
            amount=link.amount,
            currency_id=link.currency_id.id,
            partner_id=link.partner_id.id,
            flow=flow,
            tokenization_requested=False,
            landing_route=link._path(),
            reference_prefix=f"TOPUP-{link.id}",
            custom_create_values={
                "call_purpose": "top_up",
                "call_top_up_link_id": link.id,
                "call_top_up_invoice": link.invoice,
            },
        )
