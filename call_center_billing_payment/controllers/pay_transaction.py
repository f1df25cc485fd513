"""The transaction of what a customer chose to pay."""

from odoo.exceptions import ValidationError
from odoo.http import request, route

from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

from .pay_access import PayAccess


class PayTransaction(PayAccess):
    """Asked by Odoo's payment form. Sum, currency, payer and invoices are those on record, whatever is sent."""

    @route("/my/pay/<string:key>/transaction", type="jsonrpc", auth="public")
    def call_pay_transaction(self, key, **kwargs):
        """Begin to pay, or go on with what was begun.

        :return: the processing values that the provider's script needs
        :raise UserError: in words for the customer: paid already, under way, changed in between
        """
        intent_sudo = self._pay_own_intent(key)
        kwargs.pop("access_token", None)
        kwargs.pop("payment_reference", None)
        self._validate_transaction_kwargs(kwargs)
        amount = self._cast_as_float(kwargs.get("amount"))
        # "not equal" also for what is no number at all
        if amount is None or not intent_sudo.currency_id.compare_amounts(amount, intent_sudo.amount) == 0:
            raise ValidationError(request.env._("The sum is not the one on the page. Load the page again."))
        chosen = self._pay_chosen(intent_sudo, **kwargs)
        tx_sudo = intent_sudo._begin(chosen)
        if tx_sudo:
            PaymentPostProcessing.monitor_transaction(tx_sudo)
        else:
            tokenize = bool(kwargs.get("tokenization_requested")) and not intent_sudo.by_link
            tx_sudo = self._pay_create(intent_sudo, chosen, tokenize)
        return tx_sudo._get_processing_values()

    def _pay_create(self, intent_sudo, chosen, tokenize):
        return self._create_transaction(
            **chosen,
            amount=intent_sudo.amount,
            currency_id=intent_sudo.currency_id.id,
            partner_id=intent_sudo.payer_id.id,
            tokenization_requested=tokenize,
            landing_route=f"/my/pay/{intent_sudo.key}",
            reference_prefix=self._pay_reference(intent_sudo),
            custom_create_values=intent_sudo._prepare_transaction(),
        )
