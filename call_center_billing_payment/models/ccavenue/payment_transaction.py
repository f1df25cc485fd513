"""A payment at CCAvenue on its way there: its number, and what the customer's browser carries."""

from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import urls

from odoo.addons.payment import utils as payment_utils

from ... import ccavenue
from . import const

#: characters kept for the number that sets transactions of one prefix apart
SUFFIX = 6


class PaymentTransaction(models.Model):
    """An order at CCAvenue has the transaction's reference for its number."""

    _inherit = "payment.transaction"

    ccavenue_tracking_id = fields.Char(
        string="CCAvenue Tracking ID",
        readonly=True,
        copy=False,
        help="CCAvenue's number of the payment that paid this transaction; it can pay no other.",
    )
    ccavenue_claimed_id = fields.Char(
        string="Tracking ID of the Browser",
        readonly=True,
        copy=False,
        help="As the customer's browser brought it. CCAvenue is asked whether it is true.",
    )
    ccavenue_next_ask = fields.Datetime(
        string="CCAvenue Is Asked", readonly=True, copy=False, help="When CCAvenue is asked about the payment next."
    )
    ccavenue_tries = fields.Integer(string="CCAvenue Was Asked", readonly=True, copy=False)

    _ccavenue_once = models.UniqueIndex(
        "(provider_id, is_live, ccavenue_tracking_id) WHERE ccavenue_tracking_id IS NOT NULL",
        "CCAvenue's payment has paid another transaction.",
    )
    _ccavenue_due = models.Index("(ccavenue_next_ask) WHERE ccavenue_next_ask IS NOT NULL")

    @api.model
    def _compute_reference(self, provider_code, prefix=None, separator="-", **kwargs):
        """Override of `payment`: letters, digits, - and _, and not more than 30 of them."""
        if provider_code != const.CODE:
            return super()._compute_reference(provider_code, prefix=prefix, separator=separator, **kwargs)
        prefix = prefix or self.sudo()._compute_reference_prefix(separator, **kwargs)
        prefix = ccavenue.as_order_id(prefix or "", ccavenue.ORDER_ID_LENGTH - SUFFIX)
        prefix = prefix or payment_utils.singularize_reference_prefix()
        return super()._compute_reference(provider_code, prefix=prefix, separator="-", **kwargs)

    def _get_specific_rendering_values(self, processing_values):
        """Override of `payment`: the form that takes the customer to CCAvenue, and when to ask what became of them."""
        if self.provider_code != const.CODE:
            return super()._get_specific_rendering_values(processing_values)
        order = self._ccavenue_order()
        try:
            text = ccavenue.compose(order)
        except ccavenue.Unfit as unfit:
            raise ValidationError(self._ccavenue_unfit_words(str(unfit))) from None
        self.ccavenue_next_ask = fields.Datetime.now() + timedelta(minutes=const.PATIENCE)
        provider_sudo = self.provider_id.sudo()
        return {
            "api_url": provider_sudo._ccavenue_transaction_url(),
            "enc_request": ccavenue.encrypt(provider_sudo.ccavenue_working_key.strip(), text),
            "access_code": provider_sudo.ccavenue_access_code.strip(),
        }

    def _ccavenue_order(self):
        """The transaction in CCAvenue's words."""
        provider_sudo = self.provider_id.sudo()
        base = provider_sudo.get_base_url()
        return ccavenue.Order(
            merchant_id=provider_sudo.ccavenue_merchant_id.strip(),
            order_id=self.reference,
            amount=self._ccavenue_amount(),
            currency=self.currency_id.name,
            redirect_url=urls.urljoin(base, f"{const.RETURN_URL}/{provider_sudo.id}"),
            cancel_url=urls.urljoin(base, f"{const.CANCEL_URL}/{provider_sudo.id}"),
            billing=self._ccavenue_billing(),
        )

    def _ccavenue_billing(self):
        return ccavenue.Billing(
            name=self.partner_name or "",
            address=self.partner_address or "",
            city=self.partner_city or "",
            state=self.partner_state_id.name or "",
            zip=self.partner_zip or "",
            country=self.partner_country_id.with_context(lang="en_US").name or "",
            tel=self.partner_phone or "",
            email=self.partner_email or "",
        )

    def _ccavenue_amount(self):
        """The amount, positive also for refunds, as it is in the database: no digit comes from the float."""
        return abs(Decimal(f"{self.amount:.{self.currency_id.decimal_places}f}"))

    def _ccavenue_unfit_words(self, field):
        if field == "amount":
            return self.env._(
                "CCAvenue cannot take %(amount)s: amounts are above zero and have at most two decimals.",
                amount=self.currency_id.format(self.amount),
            )
        return self.env._(
            "CCAvenue cannot take the reference %(reference)s: it may have 30 letters, digits, - and _.",
            reference=self.reference,
        )

    @api.model
    def _extract_reference(self, provider_code, payment_data):
        """Override of `payment`: our number of an order."""
        if provider_code != const.CODE:
            return super()._extract_reference(provider_code, payment_data)
        return payment_data.get("order_no")
