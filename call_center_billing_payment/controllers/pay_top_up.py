"""The page on which customers top up their account."""

from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.pay.amount_text import amount_of
from .pay import LINK, LIST, PayPages


class PayTopUp(PayPages):
    """A suggested sum or an own one, within the company's rules."""

    @route("/my/top-up", auth="user", methods=["GET"], **LIST)
    def call_top_up(self, **kwargs):
        """Of the user's account."""
        return self._top_up_page(request.env.user.partner_id.sudo())

    @route("/my/top-up", auth="user", methods=["POST"], **LIST)
    def call_top_up_choose(self, **form):
        """What was chosen there."""
        return self._top_up_choose(request.env.user.partner_id.sudo(), form)

    @route("/pay/<string:token>/top-up", auth="public", methods=["GET"], **LIST)
    def call_top_up_link(self, token, **kwargs):
        """The same by a link, without a login."""
        payer_sudo = request.env["res.partner"]._call_of_pay_token(token)
        request.session[LINK] = token if payer_sudo else None
        return self._top_up_page(payer_sudo, token) if payer_sudo else self._pay_void()

    @route("/pay/<string:token>/top-up", auth="public", methods=["POST"], **LIST)
    def call_top_up_link_choose(self, token, **form):
        """What was chosen there."""
        payer_sudo = request.env["res.partner"]._call_of_pay_token(token)
        return self._top_up_choose(payer_sudo, form, token) if payer_sudo else self._pay_void()

    def _top_up_page(self, payer_sudo, token=None, **values):
        company_sudo = payer_sudo.env.company.sudo()
        account_sudo = payer_sudo.commercial_partner_id
        values = {"problem": "", "typed": "", "chosen": "", **values}
        return self._pay_render(
            "call_top_up_page",
            {
                **self._prepare_portal_layout_values(),
                **values,
                "page_name": "call_top_up",
                "account": account_sudo,
                "company": company_sudo,
                "currency": company_sudo.currency_id,
                "sums": company_sudo._call_top_up_sums(),
                "may": account_sudo._call_may_top_up(),
                "balance": None if token else account_sudo.call_available,
                "action": f"/pay/{token}/top-up" if token else "/my/top-up",
                "no_breadcrumbs": bool(token),
            },
        )

    def _top_up_choose(self, payer_sudo, form, token=None):
        company_sudo = payer_sudo.env.company.sudo()
        chosen = form.get("sum", "")
        text = form.get("amount") if chosen == "own" else chosen
        amount = amount_of(text, company_sudo.currency_id.decimal_places)
        try:
            if amount is None:
                raise UserError(request.env._("Choose a sum, or write one as a number above 0."))
            with request.env.cr.savepoint():
                intents_sudo = request.env["call.pay.intent"].sudo()
                intent_sudo = intents_sudo._open_top_up(payer_sudo, company_sudo, float(amount), by_link=bool(token))
        except UserError as error:
            typed = {"typed": form.get("amount", ""), "chosen": chosen}
            return self._top_up_page(payer_sudo, token, problem=str(error.args[0]), **typed)
        return request.redirect(f"/my/pay/{intent_sudo.key}")
