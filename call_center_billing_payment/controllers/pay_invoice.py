"""Odoo's own ways to pay an invoice, made safe against paying twice; its list of overdue ones leads to ours."""

import math

from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.http import request, route

from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.account_payment.controllers.portal import PortalAccount


class PayInvoice(PaymentPortal):
    """Pay Now on an invoice's page, and payment links of clerks."""

    @route()
    def invoice_transaction(self, invoice_id, access_token, **kwargs):
        """Override of `account_payment`, which makes a transaction for whatever sum, however often it is asked."""
        try:
            invoice_sudo = self._document_check_access("account.move", invoice_id, access_token)
        except (AccessError, MissingError) as error:
            raise ValidationError(request.env._("This invoice cannot be paid here.")) from error
        amount = self._cast_as_float(kwargs.get("amount"))
        if amount is None or not 0 < amount < math.inf:
            raise ValidationError(request.env._("The sum is not the one on the page. Load the page again."))
        if not invoice_sudo._has_to_be_paid():
            under_way = invoice_sudo._call_under_way().get(invoice_sudo)
            raise ValidationError(under_way["text"] if under_way else invoice_sudo._get_online_payment_error())
        intent_sudo = self._pay_intent_of(invoice_sudo, amount)
        chosen = {key: self._cast_as_int(kwargs.get(key)) for key in ("provider_id", "payment_method_id", "token_id")}
        tx_sudo = intent_sudo._begin(chosen | {"flow": kwargs.get("flow")})
        if tx_sudo:
            return tx_sudo._get_processing_values()
        result = super().invoice_transaction(invoice_id, access_token, **kwargs)
        tx_sudo = request.env["payment.transaction"].sudo().search([("reference", "=", result["reference"])], limit=1)
        tx_sudo.write({"call_pay_intent_id": intent_sudo.id, "call_purpose": "invoice"})
        return result

    def _pay_intent_of(self, invoice_sudo, amount):
        """What this payer is about to pay of the invoice: what was begun before, if it is the same."""
        user = request.env.user
        payer_sudo = invoice_sudo.partner_id if user._is_public() else user.partner_id.sudo()
        intents_sudo = request.env["call.pay.intent"].sudo().with_company(invoice_sudo.company_id)
        own = invoice_sudo._call_busy_lines().intent_id.filtered(
            lambda intent: (
                intent.payer_id == payer_sudo
                and intent.line_ids.invoice_id == invoice_sudo
                and invoice_sudo.currency_id.compare_amounts(intent.amount, amount) == 0
            )
        )
        return own[:1] or intents_sudo._open(payer_sudo, {invoice_sudo: amount}, disputed_too=True)


class PayOverdue(PortalAccount):
    """What is overdue of the account, whichever of its contacts it was sent to."""

    def _get_overdue_invoices_domain(self, partner_id=None):
        """Override of `account`, which counts only those sent to the user's own contact."""
        if partner_id:
            return super()._get_overdue_invoices_domain(partner_id)
        own = request.env.user.partner_id.commercial_partner_id.id
        domain = [leaf for leaf in super()._get_overdue_invoices_domain() if leaf[0] != "partner_id"]
        return [*domain, ("commercial_partner_id", "=", own)]

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` for the card of what is open."""
        values = super()._prepare_home_portal_values(counters)
        if "call_pay_count" in counters:
            values["call_pay_count"] = len(request.env.user.partner_id.sudo()._call_open_invoices())
        if "call_top_up_count" in counters:
            values["call_top_up_count"] = int(request.env.user.partner_id.sudo()._call_may_top_up())
        return values

    @route()
    def portal_my_overdue_invoices(self, access_token=None, **kw):
        """Override of `account_payment`: its page breaks off where contacts or currencies differ."""
        return request.redirect("/my/pay")
