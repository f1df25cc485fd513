"""What an account has just now: its money, and its calls in progress."""

from odoo import fields, models
from odoo.tools import format_time

from odoo.addons.call_center_billing.money import round_to_currency

#: calls in progress that are told one by one
MOST = 20


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only."""

    _inherit = "res.partner"

    def _prepare_portal_live(self, money, timezone):
        """Texts of the account's state at this moment. Who is called is not among them.

        :param bool money: whether the user may see sums
        :param str timezone: IANA name of the zone to tell times in
        :return: {"money": [(key, label, text)], "state": how many calls are in progress, "list": [text of each call]}
        """
        account = self.sudo().commercial_partner_id
        live = [
            ("partner_id", "=", account.id),
            ("company_id", "=", self.env.company.id),
            ("state", "=", "open"),
            ("expires_at", ">", fields.Datetime.now()),
        ]
        holds = self.env["call.hold"].sudo()
        found = holds.search(live, limit=MOST)
        count = len(found) if len(found) < MOST else holds.search_count(live)
        return {
            "money": account._prepare_portal_money() if money else [],
            "state": self._tell_portal_calls(count),
            "list": [account._tell_portal_hold(hold, money, timezone) for hold in found],
        }

    def _tell_portal_calls(self, count):
        if count == 1:
            return self.env._("1 call in progress")
        return self.env._("%s calls in progress", count) if count else self.env._("No calls in progress")

    def _prepare_portal_money(self):
        """What may be used yet, or for accounts without a limit what was used; then what is held back."""
        company = self.env.company
        balance = self._call_balance(company)
        used = balance.uninvoiced + balance.tax
        first = (
            ("used", self.env._("Used, not billed yet"), used)
            if balance.available is None
            else ("available", self.env._("Available for calls"), balance.available)
        )
        held = ("held", self.env._("Held back for calls in progress"), balance.reserved)
        return [(key, label, self._format_portal_sum(amount)) for key, label, amount in (first, held)]

    def _format_portal_sum(self, amount):
        """Micro-units of the company's currency, as precise as money is paid."""
        currency = self.env.company.currency_id
        rounded, _rest = round_to_currency(amount, currency.decimal_places)
        return self.env["call.record"]._format_price(rounded, currency)

    def _tell_portal_hold(self, hold, money, timezone):
        number = hold.number_id
        names = {
            "since": format_time(self.env, hold.begun_at, tz=timezone),
            "number": number.label or number.number or hold.account_code or hold.a_number or "",
        }
        if not money or not hold.amount:
            return self.env._("%(number)s, since %(since)s", **names)
        held = self.env["call.record"]._format_price(hold.amount, hold.currency_id)
        return self.env._("%(number)s, since %(since)s: up to %(held)s held back", held=held, **names)
