"""`/my/numbers`: the account's telephone numbers."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from ..keyset import read_page
from ..models.number.call_number import LABEL
from ..models.number.call_number_claim import LONGEST
from .local_day import local_day
from .page import PAGE, SEND, AccountPage

#: numbers on a page
ON_A_PAGE = 50
URL = "/my/numbers"
#: for so long claims are shown that came to nothing
RECENT = timedelta(days=7)


class NumberPages(AccountPage):
    """Numbers of the user's account in the company at work."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card of the numbers to whoever may use it."""
        values = super()._prepare_home_portal_values(counters)
        if "call_number_count" in counters:
            may = request.env.user._call_portal_may("order")
            domain = self._number_domain()
            values["call_number_count"] = request.env["call.number"].sudo().search_count(domain) if may else 0
        return values

    @route(URL, call_role="order", **PAGE)
    def call_numbers(self, search="", place="", **_parameters):
        """All numbers, and what is on its way to be one."""
        return self._numbers_page(search=search, place=place)

    @route(f"{URL}/add", call_role="order", **SEND)
    def call_number_add(self, number="", label="", **_parameters):
        """Claim a number."""
        try:
            with request.env.cr.savepoint():
                self._number_claims()._claim(request.env.user.partner_id, _text(number), _text(label))
        except UserError as error:
            return self._numbers_page(problem=str(error), typed={"number": _text(number), "label": _text(label)})
        return request.redirect(f"{URL}#waiting")

    @route(f"{URL}/claims/<int:claim_id>/withdraw", call_role="order", **SEND)
    def call_number_claim_withdraw(self, claim_id, **_parameters):
        """The number is not to be added any more."""
        self._own("call.number.claim", claim_id, [("partner_id", "=", self._account().id)])._withdraw()
        return request.redirect(URL)

    @route(f"{URL}/<int:number_id>", call_role="order", **PAGE)
    def call_number(self, number_id, **_parameters):
        """One number."""
        return self._number_page(self._number_own(number_id))

    @route(f"{URL}/<int:number_id>/label", call_role="order", **SEND)
    def call_number_label(self, number_id, label="", **_parameters):
        """What the customer calls it."""
        number_sudo = self._number_own(number_id)
        number_sudo._portal_label(_text(label))
        return request.redirect(f"{URL}/{number_sudo.id}")

    @route(f"{URL}/<int:number_id>/verify", call_role="order", **SEND)
    def call_number_verify(self, number_id, **_parameters):
        """Show that a number is the customer's which we have entered."""
        number_sudo = self._number_own(number_id)
        return self._number_change(
            number_sudo,
            lambda: self._number_claims()._claim(request.env.user.partner_id, number_sudo.number),
            "#waiting",
        )

    @route(f"{URL}/<int:number_id>/remove", call_role="order", **SEND)
    def call_number_remove(self, number_id, agree="", **_parameters):
        """Give a number up."""
        number_sudo = self._number_own(number_id)

        def remove():
            if not agree:
                raise UserError(request.env._("Tick that you no longer use the number."))
            number_sudo._portal_remove()

        return self._number_change(number_sudo, remove, "")

    def _number_change(self, number_sudo, change, anchor):
        """Do it, or say on the number's page why not."""
        try:
            with request.env.cr.savepoint():
                change()
        except UserError as error:
            return self._number_page(number_sudo, problem=str(error))
        return request.redirect(f"{URL}{anchor}")

    def _number_claims(self):
        return request.env["call.number.claim"].with_company(request.env.company)

    def _number_domain(self):
        return request.env["call.number"]._portal_domain(self._account(), request.env.company)

    def _number_own(self, number_id):
        return self._own("call.number", number_id, self._number_domain())

    def _numbers_page(self, search="", place="", problem="", typed=None):
        search = _text(search)
        domain = self._number_domain()
        if search:
            domain &= Domain("number", "ilike", search) | Domain("label", "ilike", search)
        page = read_page(request.env["call.number"].sudo(), domain, ["id"], _text(place), ON_A_PAGE)
        return self._page(
            "portal_my_numbers",
            "call_numbers",
            page=page,
            page_url=URL,
            page_args={"search": search},
            rows=[self._number_row(number) for number in page.rows],
            search=search,
            claims=self._number_open_claims(),
            verify_number=request.env.company.sudo().call_verify_number,
            problem=problem,
            typed=typed or {},
            longest={"number": LONGEST, "label": LABEL},
        )

    def _number_page(self, number_sudo, problem=""):
        return self._page(
            "portal_my_number",
            "call_number",
            number=number_sudo,
            row=self._number_row(number_sudo),
            verify_number=request.env.company.sudo().call_verify_number,
            problem=problem,
            longest={"label": LABEL},
        )

    def _number_row(self, number):
        return {
            "id": number.id,
            "number": number.number,
            "label": number.label or "",
            "since": local_day(self._account(), number.valid_from),
            "future": number.valid_from > fields.Datetime.now(),
            "until": local_day(self._account(), number.valid_to),
            "kind": number.kind,
            "verified": local_day(self._account(), number.verified_at),
        }

    def _number_open_claims(self):
        """Claims that wait, and those of the last days that are looked at or came to nothing."""
        now = fields.Datetime.now()
        mine = Domain([("partner_id", "=", self._account().id), ("company_id", "=", request.env.company.id)])
        waiting = Domain([("state", "=", "open"), ("expires_at", ">", now)])
        recent = Domain("state", "in", ("held", "locked")) & Domain("write_date", ">", now - RECENT)
        claims = request.env["call.number.claim"].sudo().search(mine & (waiting | recent), limit=20)
        return [
            {
                "id": claim.id,
                "number": claim.number,
                "state": claim.state,
                "code": claim.code if claim.state == "open" else "",
                "minutes": -int(-(claim.expires_at - now).total_seconds() // 60),
            }
            for claim in claims
        ]


def _text(value):
    """What was typed, if it is text that a database takes."""
    return value.replace("\x00", "").strip()[:200] if isinstance(value, str) else ""
