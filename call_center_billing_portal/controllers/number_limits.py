"""`/my/limits` and `/my/pin`: what the customer limits itself, and the PIN."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import formatLang

from .local_day import local_day
from .page import PAGE, SEND, AccountPage

#: more than anybody types as a sum
LONGEST = 16


class LimitPages(AccountPage):
    """Own limits of the user's account: stricter than the operator's, or none."""

    @route("/my/limits", call_role="order", **PAGE)
    def call_limits(self, saved="", **_parameters):
        """What is limited now, by whom."""
        return self._limits_page(saved=saved == "1")

    @route("/my/limits", call_role="order", **SEND)
    def call_limits_save(self, day="", low="", **_parameters):
        """Limit something else."""
        account, company = self._account(), request.env.company
        classes = request.httprequest.form.getlist("off")
        try:
            day_sum, low_sum = _sum_of(day), _sum_of(low)
            with request.env.cr.savepoint():
                account._call_set_own_day_limit(day_sum, company)
                account._call_set_own_blocks(classes)
                if account.call_low_balance != low_sum:
                    account.call_low_balance = low_sum
                    text = formatLang(request.env, low_sum, currency_obj=account.currency_id)
                    account.message_post(body=request.env._("The customer is told of less than %s left.", text))
        except UserError as error:
            typed = {"day": str(day)[:LONGEST], "low": str(low)[:LONGEST], "off": classes}
            return self._limits_page(problem=str(error), typed=typed)
        return request.redirect("/my/limits?saved=1")

    def _limits_page(self, problem="", saved=False, typed=None):
        account, company = self._account(), request.env.company.sudo()
        labels = request.env["call.own.block"]._fields["destination_class"]._description_selection(request.env)
        now = {
            "day": _plain(account, account.call_own_day_limit),
            "low": _plain(account, account.call_low_balance),
            "off": account.call_own_block_ids.mapped("destination_class"),
        }
        most = account._call_most_a_day(company)
        return self._page(
            "portal_my_limits",
            "call_limits",
            typed=now | (typed or {}),
            kinds=labels,
            most=_money(account, most) if most else "",
            usual_low=_money(account, company.call_low_balance) if company.call_low_balance else "",
            blocked=(account.call_blocked_destination_ids | company.call_blocked_destination_ids)[:20].mapped("name"),
            currency=account.currency_id.name,
            problem=problem,
            saved=saved,
            watched=account.call_policy == "prepaid" or account.call_credit_policy == "limited",
        )

    @route("/my/pin", call_role="order", **PAGE)
    def call_pin(self, **_parameters):
        """The PIN's first digits, and how to change the others."""
        return self._pin_page()

    @route("/my/pin", call_role="order", **SEND)
    def call_pin_change(self, agree="", **_parameters):
        """Make other digits, and show them on this page, once."""
        pins = request.env["call.pin"]
        try:
            if not agree:
                raise UserError(request.env._("Tick that the digits before are to stop working."))
            with request.env.cr.savepoint():
                whole = pins._portal_change(request.env.user.partner_id)
        except UserError as error:
            return self._pin_page(problem=str(error))
        return self._pin_page(whole=f"{whole[:3]} {whole[3:6]} {whole[6:]}")

    def _pin_page(self, whole="", problem=""):
        pin = request.env["call.pin"].sudo()._portal_pin(self._account())
        return self._page(
            "portal_my_pin",
            "call_pin",
            pin=pin,
            issued=local_day(self._account(), pin.issued_at),
            locked=pin.locked_until and pin.locked_until > fields.Datetime.now(),
            whole=whole,
            problem=problem,
        )


def _sum_of(text):
    """A sum as people write it: 200, 200,50, 1 200.50; nothing is 0.

    :raise UserError: it is none
    """
    plain = "".join((text if isinstance(text, str) else "?").split()).replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not plain:
        return 0.0
    if len(plain) > LONGEST or not (digits.isascii() and digits.isdecimal()):
        raise UserError(request.env._("Write sums as numbers: 200 or 200.50."))
    return float(plain)


def _plain(account, amount):
    """A sum as the form has it; empty for none."""
    return f"{amount:.{account.currency_id.decimal_places}f}" if amount else ""


def _money(account, amount):
    return formatLang(request.env, amount, currency_obj=account.currency_id)
