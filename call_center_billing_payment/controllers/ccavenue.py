"""Customers who come back from CCAvenue, and what it reports by itself."""

from odoo import http
from odoo.http import request

from odoo.addons.payment.logging import get_payment_logger

from .. import ccavenue
from ..models.ccavenue import const

_logger = get_payment_logger(__name__)


class CcavenueController(http.Controller):
    """Whatever is sent here only makes us ask CCAvenue; and the reply is the same whatever was sent."""

    @http.route(
        [
            f"{const.RETURN_URL}/<int(max=2147483647):provider_id>",
            f"{const.CANCEL_URL}/<int(max=2147483647):provider_id>",
        ],
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def ccavenue_return(self, provider_id, **_data):
        """The customer's browser comes back from CCAvenue's page, paid or not.

        It comes from another website and so without our session: neither is there a token against forgery to check,
        nor may an anonymous session replace the customer's.
        """
        self._receive(provider_id)
        return request.redirect("/payment/status")

    @http.route(
        f"{const.NOTIFY_URL}/<int(max=2147483647):provider_id>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def ccavenue_notify(self, provider_id, **_data):
        """CCAvenue reports by itself what became of an order, as its dashboard's notifications are set."""
        self._receive(provider_id)
        return request.make_response("")

    def _receive(self, provider_id):
        """Find the transaction that the answer names, and let it ask."""
        hidden = request.httprequest.form.get("encResp")
        provider_sudo = request.env["payment.provider"].sudo().browse(provider_id).exists()
        if not hidden or provider_sudo.code != const.CODE or not provider_sudo.ccavenue_working_key:
            return
        try:
            answer = ccavenue.read_answer(ccavenue.decrypt(provider_sudo.ccavenue_working_key.strip(), hidden.strip()))
        except ccavenue.Unreadable:
            _logger.warning(
                "Refused an answer for ccavenue: it cannot be read with the working key of provider %s", provider_id
            )
            return
        domain = [("provider_id", "=", provider_id), ("reference", "=", answer.order_id), ("operation", "!=", "refund")]
        tx_sudo = request.env["payment.transaction"].sudo().search(domain)
        if not tx_sudo:
            _logger.warning("Refused an answer for ccavenue: it is about no transaction of provider %s", provider_id)
            return
        tx_sudo._ccavenue_receive(answer)
