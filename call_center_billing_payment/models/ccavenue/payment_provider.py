"""CCAvenue as a payment provider: credentials, addresses, what it can do."""

from requests.exceptions import RequestException

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.payment.logging import get_payment_logger

from ... import ccavenue
from . import const

_logger = get_payment_logger(__name__)


class PaymentProvider(models.Model):
    """Customers are sent to CCAvenue's page; what became of their payment is asked of its API."""

    _inherit = "payment.provider"

    code = fields.Selection(selection_add=[(const.CODE, "CCAvenue")], ondelete={const.CODE: "set default"})
    ccavenue_merchant_id = fields.Char(
        string="CCAvenue Merchant ID", required_if_provider=const.CODE, copy=False, groups="base.group_system"
    )
    ccavenue_access_code = fields.Char(
        string="CCAvenue Access Code",
        required_if_provider=const.CODE,
        copy=False,
        groups="base.group_system",
        help="The one that CCAvenue shows for the address (URL) of this website.",
    )
    ccavenue_working_key = fields.Char(
        string="CCAvenue Working Key",
        required_if_provider=const.CODE,
        copy=False,
        groups="base.group_system",
        help="The one that stands beside the access code.",
    )
    ccavenue_api_access_code = fields.Char(
        string="CCAvenue API Access Code",
        copy=False,
        groups="base.group_system",
        help="The one that CCAvenue shows for this server's IP address. Empty: the same as for the website.",
    )
    ccavenue_api_working_key = fields.Char(
        string="CCAvenue API Working Key",
        copy=False,
        groups="base.group_system",
        help="The one that stands beside the API's access code. Empty: the same as for the website.",
    )

    @api.constrains("code", "ccavenue_api_access_code", "ccavenue_api_working_key")
    def _check_ccavenue_pair(self):
        for provider in self.sudo().filtered(lambda provider: provider.code == const.CODE):
            if bool(provider.ccavenue_api_access_code) != bool(provider.ccavenue_api_working_key):
                raise ValidationError(
                    self.env._(
                        "CCAvenue's API has an access code and a working key that belong together. Enter both, or none "
                        "if the website's are registered for the API too."
                    )
                )

    # === WHAT IT CAN DO === #

    def _compute_feature_support_fields(self):
        """Override of `payment`: money goes back in part or as a whole."""
        result = super()._compute_feature_support_fields()
        self.filtered(lambda provider: provider.code == const.CODE).support_refund = "partial"
        return result

    def _get_supported_currencies(self):
        """Override of `payment`: those that every account can be opened for."""
        currencies = super()._get_supported_currencies()
        if self.code == const.CODE:
            return currencies.filtered(lambda currency: currency.name in const.CURRENCIES)
        return currencies

    def _get_default_payment_method_codes(self):
        """Override of `payment`: the methods that are switched on with the provider."""
        if self.code != const.CODE:
            return super()._get_default_payment_method_codes()
        return const.METHODS

    def _get_reset_values(self):
        """Override of `payment`: the credentials."""
        values = super()._get_reset_values()
        if self.code == const.CODE:
            names = ("merchant_id", "access_code", "working_key", "api_access_code", "api_working_key")
            values |= {f"ccavenue_{name}": False for name in names}
        return values

    # === ADDRESSES === #

    def _ccavenue_transaction_url(self):
        """Where customers are sent to pay."""
        return const.TRANSACTION_URLS[self.state == "enabled"]

    def _build_request_url(self, endpoint, *, is_live=False, **kwargs):
        """Override of `payment`: the API's address; that of the test while it is a test."""
        if self.code != const.CODE:
            return super()._build_request_url(endpoint, is_live=is_live, **kwargs)
        return const.API_URLS[is_live] + endpoint

    # === THE API === #

    def _ccavenue_ask(self, command, document, *, is_live, reference=None):
        """Ask CCAvenue's API.

        :param str command: orderStatusTracker or refundOrder
        :param dict document: what is asked
        :param bool is_live: of real money, or of a test
        :param str reference: of the transaction, for the log
        :return: the document that it replied
        :raise ValidationError: it cannot be reached, or its reply cannot be read
        :raise ccavenue.Refused: it replied that it does not
        """
        self.ensure_one()
        code, key = self._ccavenue_api_credentials()
        fields_to_send = ccavenue.form(command, document, code, key)
        try:
            body = self._send_api_request(
                "POST", const.API_ENDPOINT, data=fields_to_send, reference=reference, is_live=is_live
            )
            return ccavenue.read_reply(body, key)
        except RequestException as error:
            raise ValidationError(self.env._("CCAvenue's reply did not arrive whole.")) from error
        except ccavenue.Unreadable as error:
            raise ValidationError(self.env._("CCAvenue's reply cannot be read.")) from error

    def _ccavenue_api_credentials(self):
        """(access code, working key) of the API."""
        code, key = self.ccavenue_api_access_code, self.ccavenue_api_working_key
        if not key:
            code, key = self.ccavenue_access_code, self.ccavenue_working_key
        return (code or "").strip(), (key or "").strip()

    def _parse_response_content(self, response, **kwargs):
        """Override of `payment`: a reply is not JSON."""
        if self.code != const.CODE:
            return super()._parse_response_content(response, **kwargs)
        return response.text

    def _parse_response_error(self, response):
        """Override of `payment`: nothing of an error page is for the eyes of customers."""
        if self.code != const.CODE:
            return super()._parse_response_error(response)
        return f"HTTP {response.status_code}"

    def _log_request(self, method, url, payload, *, reference=None):
        """Override of `payment`: what is hidden in a question is not logged, nor is the access code."""
        if self.code != const.CODE:
            return super()._log_request(method, url, payload, reference=reference)
        return _logger.info("Asking CCAvenue (%s) about %s", payload.get("command"), reference or self.id)

    def _log_response(self, response, *, reference=None):
        """Override of `payment`: what is hidden in a reply is not logged; and it is no error of ours."""
        if self.code != const.CODE:
            return super()._log_response(response, reference=reference)
        return _logger.info("CCAvenue answered %s about %s", response.status_code, reference or self.id)

    def action_ccavenue_try(self):
        """Ask for an order that there is not, to see whether the credentials and the IP address are registered."""
        self.ensure_one()
        self.check_access("write")
        try:
            document = self._ccavenue_ask(
                "orderStatusTracker", ccavenue.status_request("call-billing-try"), is_live=self.state == "enabled"
            )
            ccavenue.read_status(document)
        except ccavenue.Refused as refusal:
            if not refusal.is_unknown_order:
                message = self.env._(
                    "CCAvenue refuses: %(reason)s. Is this server's IP address registered, and are access code and "
                    "working key those of the API?",
                    reason=refusal,
                )
                raise UserError(message) from None
        except ccavenue.Unreadable:
            raise UserError(self.env._("CCAvenue's reply cannot be read.")) from None
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("CCAvenue's API answers.")},
        }
