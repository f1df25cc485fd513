"""Customers redeem vouchers in the portal."""

from odoo import http
from odoo.http import request
from odoo.tools import formatLang

from odoo.addons.call_center_billing.money import MICRO
from odoo.addons.portal.controllers.portal import CustomerPortal

#: longer is no code, however it is written
LONGEST = 64


class VoucherPortal(CustomerPortal):
    """`/my/voucher`: for the account of whoever is logged in, and no other."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card where vouchers are sold."""
        values = super()._prepare_home_portal_values(counters)
        if "voucher_count" in counters:
            domain = [("company_id", "=", request.env.company.id), ("state", "in", ("sold", "used"))]
            values["voucher_count"] = request.env["call.voucher"].sudo().search_count(domain, limit=1)
        return values

    @http.route("/my/voucher", type="http", auth="user", website=True, methods=["GET"])
    def voucher_page(self, **_parameters):
        """Where a code is entered."""
        return request.render("call_center_billing_payment.portal_my_voucher", self._voucher_values())

    @http.route("/my/voucher", type="http", auth="user", website=True, methods=["POST"])
    def voucher_redeem(self, code="", **_parameters):
        """Redeem a code. A page that is loaded again sends it again, which adds nothing and says so."""
        partner = request.env.user.partner_id
        code = code if isinstance(code, str) and len(code) <= LONGEST else ""
        redeemed = partner._call_redeem(code, "portal", request.httprequest.remote_addr)
        said = {"outcome": redeemed.outcome, "message": partner._call_redeemed_text(redeemed)}
        return request.render("call_center_billing_payment.portal_my_voucher", self._voucher_values() | said)

    def _voucher_values(self):
        account = request.env.user.partner_id.commercial_partner_id.sudo()
        company = request.env.company
        balance = account._call_payer()._call_balance(company).available
        domain = [("partner_id", "=", account.id), ("company_id", "=", company.id)]
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "voucher",
            "outcome": "",
            "message": "",
            "available": None
            if balance is None
            else formatLang(request.env, balance / MICRO, currency_obj=company.currency_id),
            "vouchers": request.env["call.voucher"].sudo().search(domain, order="used_at desc, id desc", limit=10),
        }
