"""The customer's page of saved cards: auto top-up, invoices on their due date, what was drawn."""

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.auto.res_partner_agree import MOST_A_DAY

PAGE = "/my/auto-top-up"
FORM = {"type": "http", "auth": "user", "website": True, "sitemap": False}
#: charges on a page
ON_A_PAGE = 20
#: more than anybody types as a sum
LONGEST = 16


class CardPages(CustomerPortal):
    """For the account of who is logged in, and no other: nothing in a request names an account."""

    def _prepare_portal_layout_values(self):
        """Override of `portal`: whether the home page shows the card of this page."""
        values = super()._prepare_portal_layout_values()
        return values | {"call_cards_offered": self._card_is_offered(self._card_account())}

    def _card_account(self):
        """The account, with all rights."""
        return request.env.user.partner_id.sudo().commercial_partner_id.with_company(request.env.company)

    def _card_is_offered(self, account):
        offered = request.env.company.sudo().call_card_offer
        return offered or account.call_auto_top_up or account.call_collect_invoices

    @route([PAGE, f"{PAGE}/page/<int:page>"], methods=["GET"], **FORM)
    def call_cards(self, page=1, **kwargs):
        """What is switched on, what was drawn, what comes next."""
        return self._card_page(page)

    @route(f"{PAGE}/on", methods=["POST"], **FORM)
    def call_cards_auto_on(self, **form):
        """Switch auto top-up on, or change it."""

        def agree(account):
            card = self._card_chosen(account, form.get("card"))
            sums = [_sum_of(form.get(name)) for name in ("threshold", "amount", "day_cap")]
            account._call_agree_auto("customer", card, *sums, _count_of(form.get("count")))

        return self._card_change(agree, form)

    @route(f"{PAGE}/off", methods=["POST"], **FORM)
    def call_cards_auto_off(self, **form):
        """Switch it off: always allowed."""
        self._card_account()._call_end_auto("customer")
        return request.redirect(PAGE)

    @route(f"{PAGE}/invoices/on", methods=["POST"], **FORM)
    def call_cards_collect_on(self, **form):
        """Have invoices drawn on their due date."""

        def agree(account):
            account._call_agree_collect("customer", self._card_chosen(account, form.get("invoice_card")))

        return self._card_change(agree, form)

    @route(f"{PAGE}/invoices/off", methods=["POST"], **FORM)
    def call_cards_collect_off(self, **form):
        """Switch it off: always allowed."""
        self._card_account()._call_end_collect("customer")
        return request.redirect(PAGE)

    def _card_change(self, agree, form):
        """Do it, or say on the page what is wrong, with what was typed."""
        account = self._card_account()
        if not self._card_is_offered(account):
            return request.redirect(PAGE)
        try:
            if not form.get("agree"):
                raise UserError(request.env._("Tick that you agree."))
            with request.env.cr.savepoint():
                agree(account)
        except UserError as error:
            return self._card_page(1, problem=str(error.args[0]), typed=form)
        return request.redirect(PAGE)

    def _card_chosen(self, account, chosen):
        """The card that was chosen, among the account's own; an empty recordset for any other."""
        return account._call_own_cards().filtered(lambda card: str(card.id) == chosen)

    def _card_page(self, page, problem="", typed=None):
        account, company = self._card_account(), request.env.company
        charges = request.env["call.card.charge"].sudo()
        domain = [
            *(("partner_id", "=", account.id), ("company_id", "=", company.id)),
            ("state", "not in", ("planned", "waiting", "cancelled")),
        ]
        pager = portal_pager(PAGE, charges.search_count(domain), page=page, step=ON_A_PAGE)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "call_cards",
            "account": account,
            "company": company.sudo(),
            "cards": account._call_own_cards(),
            "may_top_up": account._call_may_top_up(),
            "charges": charges.search(domain, limit=ON_A_PAGE, offset=pager["offset"]),
            "announced": self._card_announced(account),
            "today": account._call_auto_of_today(),
            "pager": pager,
            "problem": problem,
            "typed": self._card_typed(account, typed or {}),
            "most_a_day": MOST_A_DAY,
            "texts": {purpose: company._call_consent_text(purpose) for purpose in ("auto_top_up", "collection")},
        }
        return request.render("call_center_billing_payment.call_cards_page", values)

    def _card_announced(self, account):
        """What comes next: [(charge, amount that would be drawn today)], what is paid meanwhile left out."""
        found = []
        for charge in account._call_next_collections():
            amount = min(charge.amount, account._call_collectable(charge.invoice_id, charge.part_id, charge))
            if amount > 0:
                found.append((charge, amount))
        return found

    def _card_typed(self, account, form):
        """What the form shows: what was typed, else what is chosen now."""
        digits = account.currency_id.decimal_places
        now = {
            "threshold": f"{account.call_auto_threshold:.{digits}f}" if account.call_auto_threshold else "",
            "amount": f"{account.call_auto_amount:.{digits}f}" if account.call_auto_amount else "",
            "day_cap": f"{account.call_auto_day_cap:.{digits}f}" if account.call_auto_day_cap else "",
            "count": str(account.call_auto_day_count or 3),
            "card": str(account.call_auto_token_id.id or ""),
            "invoice_card": str(account.call_collect_token_id.id or ""),
        }
        return now | {name: form[name][:LONGEST] for name in now.keys() & form.keys()}


def _sum_of(text):
    """A sum as people write it: 200, 200,50, 1 200.50.

    :raise UserError: it is none
    """
    plain = "".join((text or "").split()).replace(",", ".")
    digits = plain.replace(".", "", 1)
    if len(plain) > LONGEST or not (digits.isascii() and digits.isdecimal()):
        raise UserError(request.env._("Write sums as numbers: 200 or 200.50."))
    return float(plain)


def _count_of(text):
    """A small number; 0 for what is none, which is refused."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 3 else 0
