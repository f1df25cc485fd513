"""The pages on which customers pay: what is open, the choice, and what became of it."""

from urllib.parse import quote

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from ..models.pay.amount_text import amount_of
from .pay_access import PayAccess

LIST = {"type": "http", "website": True, "sitemap": False}
#: where a session keeps the link that was followed
LINK = "call_pay_link"
RECEIPT = "call_center_billing.call_payment_receipt_report"


class PayPages(PayAccess):
    """By login under /my/pay, by a signed link under /pay."""

    # === WHAT IS OPEN === #

    @route("/my/pay", auth="user", methods=["GET"], **LIST)
    def call_pay(self, **kwargs):
        """What the user's account has to pay."""
        return self._pay_list(request.env.user.partner_id)

    @route("/my/pay", auth="user", methods=["POST"], **LIST)
    def call_pay_choose(self, **form):
        """What was chosen there."""
        return self._pay_choose(request.env.user.partner_id.sudo(), form)

    @route("/pay/<string:token>", auth="public", methods=["GET"], **LIST)
    def call_pay_link(self, token, **kwargs):
        """The same by a link, without a login."""
        payer_sudo = request.env["res.partner"]._call_of_pay_token(token)
        request.session[LINK] = token if payer_sudo else None
        return self._pay_list(payer_sudo, token) if payer_sudo else self._pay_void()

    @route("/pay/<string:token>", auth="public", methods=["POST"], **LIST)
    def call_pay_link_choose(self, token, **form):
        """What was chosen there."""
        payer_sudo = request.env["res.partner"]._call_of_pay_token(token)
        return self._pay_choose(payer_sudo, form, token) if payer_sudo else self._pay_void()

    def _pay_void(self):
        """A link that does not hold, whyever."""
        values = {**self._prepare_portal_layout_values(), "page_name": "call_pay"}
        return self._pay_render("call_pay_void", values, status=404)

    def _pay_list(self, payer, token=None, **values):
        account = payer.commercial_partner_id
        values = {"problem": "", "ticked": set(), "typed": "", "chosen_group": "", **values}
        return self._pay_render(
            "call_pay_page",
            {
                **self._prepare_portal_layout_values(),
                **values,
                "page_name": "call_pay",
                "account": account.sudo(),
                "groups": account.sudo()._call_pay_groups(),
                "action": f"/pay/{token}" if token else "/my/pay",
                "by_link": bool(token),
                "may_top_up": not token and account.sudo()._call_may_top_up(),
                "no_breadcrumbs": bool(token),
            },
        )

    def _pay_choose(self, payer_sudo, form, token=None):
        """Go on to pay; what cannot be is said on the page, with the choice as it was."""
        groups = {group["key"]: group for group in payer_sudo._call_pay_groups()}
        group = groups.get(form.get("group"))
        ticked = set(request.httprequest.form.getlist("tick"))
        try:
            shares = self._pay_shares(payer_sudo, group, form, ticked)
            with request.env.cr.savepoint():
                intent_sudo = request.env["call.pay.intent"].sudo()._open(payer_sudo, shares, by_link=bool(token))
        except UserError as error:
            typed = {"ticked": ticked, "typed": form.get("amount", ""), "chosen_group": form.get("group")}
            return self._pay_list(payer_sudo, token, problem=str(error.args[0]), **typed)
        return request.redirect(f"/my/pay/{intent_sudo.key}")

    def _pay_shares(self, payer_sudo, group, form, ticked):
        """{invoice: sum} of what was chosen.

        :raise UserError: nothing was, or no sum that can be paid
        """
        if not group:
            raise UserError(request.env._("There is nothing to pay any more, or it has changed. Choose once more."))
        how = form.get("how")
        if how == "all":
            return payer_sudo._call_oldest_first(group, group["total"])
        if how == "sum":
            return payer_sudo._call_oldest_first(group, self._pay_sum(group, form.get("amount")))
        parts = {self._cast_as_int(word[5:]) for word in ticked if word.startswith("part-")}
        shares = {}
        for row in group["rows"]:
            invoice = row["invoice"]
            share = row["payable"] if str(invoice.id) in ticked else invoice._call_share(row, parts)
            if share > 0:
                shares[invoice] = share
        if not shares:
            raise UserError(request.env._("Tick at least one invoice, or choose one of the other ways."))
        return shares

    def _pay_sum(self, group, text):
        amount = amount_of(text, group["currency"].decimal_places)
        total = group["currency"].format(group["total"])
        if amount is None:
            raise UserError(request.env._("Write the sum as a number above 0 and up to %(total)s.", total=total))
        if group["currency"].compare_amounts(float(amount), group["total"]) > 0:
            raise UserError(request.env._("That is more than there is to pay: %(total)s.", total=total))
        return float(amount)

    # === ONE PAYMENT === #

    @route("/my/pay/<string:key>", auth="public", methods=["GET"], **LIST)
    def call_pay_intent(self, key, **kwargs):
        """What is paid, the form to pay it in, and what became of it."""
        try:
            intent_sudo = self._pay_own_intent(key)
        except NotFound:
            if request.env.user._is_public():
                # logged out meanwhile, maybe
                return request.redirect(f"/web/login?redirect={quote(request.httprequest.path)}")
            raise
        situation = intent_sudo._situation()
        tx_sudo = intent_sudo._transaction()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "call_top_up" if intent_sudo.purpose == "top_up" else "call_pay",
            "no_breadcrumbs": intent_sudo.by_link,
            "intent": intent_sudo,
            "tx": tx_sudo,
            "situation": situation,
            "balance": self._pay_balance(intent_sudo),
            "back": self._pay_back(intent_sudo),
            "problem": None,
        }
        if situation in ("open", "begun", "failed"):
            values["problem"] = self._pay_problem(intent_sudo)
            values |= self._pay_form_values(intent_sudo)
        return self._pay_render("call_pay_intent_page", values)

    def _pay_balance(self, intent_sudo):
        """What the account of a top-up has to call for, in its company's currency; None for invoices and strangers."""
        if intent_sudo.purpose != "top_up" or intent_sudo.by_link:
            return None
        return intent_sudo.partner_id.with_company(intent_sudo.company_id).call_available

    def _pay_back(self, intent_sudo):
        """Where the customer chooses anew."""
        is_top_up = intent_sudo.purpose == "top_up"
        if not intent_sudo.by_link:
            return "/my/top-up" if is_top_up else "/my/pay"
        # the link that was followed, never a new one: that would hold longer
        token = request.session.get(LINK)
        return f"/pay/{token}{'/top-up' if is_top_up else ''}" if token else "/my"

    @route("/my/pay/<string:key>/give-up", auth="public", methods=["POST"], **LIST)
    def call_pay_give_up(self, key, **kwargs):
        """The customer left the payment and begins anew."""
        intent_sudo = self._pay_own_intent(key)
        intent_sudo._give_up()
        return request.redirect(self._pay_back(intent_sudo))

    @route("/my/pay/<string:key>/receipt", auth="public", methods=["GET"], **LIST)
    def call_pay_receipt(self, key, **kwargs):
        """The receipt of what was paid, as PDF."""
        intent_sudo = self._pay_own_intent(key)
        payment_sudo = intent_sudo._transaction().payment_id
        if intent_sudo._situation() != "done" or not payment_sudo:
            return request.redirect(f"/my/pay/{intent_sudo.key}")
        report_sudo = request.env["ir.actions.report"].sudo()
        content, _kind = report_sudo._render_qweb_pdf(RECEIPT, payment_sudo.ids)
        name = f"{(payment_sudo.name or 'receipt').replace('/', '_')}.pdf"
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers=headers)
