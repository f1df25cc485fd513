"""A call as its customer sees it."""

from collections import Counter

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from odoo.addons.call_center_billing.models.tariff.call_rate_unit import COUNTED
from odoo.addons.call_center_billing.money import format_micro
from odoo.addons.call_center_billing.talk_time import format_talk_time

#: what concerns the customer; the others are ours to put right, or were refused by the switch
PORTAL_STATES = ("rated", "unanswered")


class CallRecord(models.Model):
    """Portal users have no access to calls. Controllers read with all rights, and only by the domains given here."""

    _inherit = "call.record"

    @api.model
    def _get_portal_domain(self, partner):
        """The calls of the partner's account, in the companies that the user sees."""
        return (
            Domain("partner_id", "=", partner.commercial_partner_id.id)
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("state", "in", PORTAL_STATES)
        )

    def _get_portal_totals(self, domain):
        """How many calls there are in `domain`, what they used and cost, whatever page is shown.

        :return: {"calls": int, "talk_time": "h:mm:ss", "others": text, maybe empty, "prices": [text of each currency],
            "corrections": [the same, of what documents changed since]}
        """
        query = self._search(domain)
        keys = (SQL.identifier(query.table, "currency_id"), SQL("COALESCE(service, 'voice')"))
        query.groupby = query.order = SQL(", ").join(keys)
        columns = (
            SQL("COUNT(*)"),
            SQL("COALESCE(SUM(talk_seconds), 0)::bigint"),
            SQL("COALESCE(SUM(quantity), 0)::bigint"),
            SQL("COALESCE(SUM(amount), 0)::bigint"),  # as numeric it would come back as a float
            SQL("COALESCE(SUM(adjusted), 0)::bigint"),
        )
        rows = self.env.execute_query(query.select(*keys, *columns))
        return self._total_portal_sums(rows)

    def _total_portal_sums(self, rows):
        """:param rows: (currency id, service, calls, seconds, quantity, price, corrections) of each kind of calls"""
        count, used, prices, corrections = 0, Counter(), Counter(), Counter()
        for currency_id, service, calls, seconds, quantity, amount, adjusted in rows:
            count += calls
            used[service] += quantity if service in COUNTED else seconds
            prices[currency_id] += amount
            corrections[currency_id] += adjusted
        talk_seconds = used.pop("voice", 0)
        return {
            "calls": count,
            "talk_time": format_talk_time(talk_seconds),
            "others": self._used_sums_text(used),
            "prices": self._format_sums(prices),
            "corrections": self._format_sums({key: amount for key, amount in corrections.items() if amount}),
        }

    def _format_sums(self, sums):
        """:param dict sums: {id of a currency, or None: micro-units}"""
        currencies = self.env["res.currency"]
        return [self._format_price(amount, currencies.browse(key)) for key, amount in sums.items() if key]

    def _prepare_portal_row(self, timezone):
        """One line of the list of calls: texts only, nothing that leads on to other records.

        :param str timezone: IANA name of the zone to show times in
        """
        self.ensure_one()
        answered = self.state == "rated"
        inbound = self._is_portal_inbound()
        return {
            "id": self.id,
            "inbound": inbound,
            "started": format_datetime(self.env, self.started_at, tz=timezone),
            "a_number": self._payer()[1],
            "label": self.number_id.label or "",
            # the number that was called is the account's own then
            "b_number": self.number_id.number if inbound else self._billed_b_number(),
            "destination": self._billed_destination(),
            "campaign": self.campaign_id.name or "",
            "outcome": "" if answered else dict(self._fields["outcome"]._description_selection(self.env))[self.outcome],
            "talk_time": self._used_text(),
            "price": self._format_price(self.amount, self.currency_id) if answered else "",
            "corrected": self._format_price(self._net_amount(), self.currency_id) if self.adjusted else "",
            "origin": self._get_portal_price_origin(),
        }

    def _is_portal_inbound(self):
        """Whether the account pays for being called."""
        self.ensure_one()
        number = self.number_id
        return number.kind == "did" and number.number == self.b_number

    def _get_portal_price_origin(self):
        """Where the price comes from, in one line. The statement line keeps the price that was charged."""
        if not self.rate_id:
            return ""
        if not self._is_voice() or self._called_in_confidence():
            return self.statement_line_id.band
        return self.env._(
            "Prefix %(prefix)s, %(band)s, %(seconds)s s billed",
            prefix=self.rate_id.prefix,
            band=self.statement_line_id.band,
            seconds=self.billed_seconds,
        )

    @api.model
    def _format_price(self, amount, currency):
        """Micro-units as the user's language writes money, with as many decimals as the amount has."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        whole, _dot, rest = format_micro(abs(amount), currency.decimal_places).partition(".")
        number = lang.format("%d", int(whole), grouping=True) + (f"{lang.decimal_point}{rest}" if rest else "")
        sign = "-" if amount < 0 else ""
        parts = (sign + number, currency.symbol)
        return "\N{NO-BREAK SPACE}".join(parts if currency.position == "after" else parts[::-1])
