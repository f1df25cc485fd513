"""May this account be topped up with so much?"""

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError

from .payment_transaction import PURPOSES
from .res_company import POLICIES

#: states of a transaction whose money is on its way or there
COUNTED = ("pending", "authorized", "done")


class ResPartner(models.Model):
    """The company's rules, of the account at work. Whoever asks, they are read with all rights."""

    _inherit = "res.partner"

    def _call_may_top_up(self):
        """Whether accounts like this one top up in the company at work."""
        self.ensure_one()
        return self.sudo().commercial_partner_id.call_policy in POLICIES[self.env.company.sudo().call_top_up_accounts]

    def _call_check_top_up(self, amount, currency):
        """Refuse what the rules of the company at work do not allow.

        :param float amount: in `currency`
        :param res.currency currency:
        :raise UserError: why not, in words for the customer
        """
        if problem := self._call_top_up_problem(amount, currency):
            raise UserError(problem)

    def _call_top_up_problem(self, amount, currency, but=None):
        """Why the account cannot be topped up with so much, in words for the customer; None if it can.

        :param account.payment but: one that today's sum does not count
        """
        self.ensure_one()
        account = self.sudo().commercial_partner_id
        if not account._call_may_top_up():
            return self.env._("Accounts of this kind are not topped up: their calls are invoiced.")
        if not (amount and math.isfinite(amount) and currency.compare_amounts(amount, 0) > 0):
            return self.env._("Top up with more than nothing.")
        if currency not in account._call_top_up_currencies():
            wanted = ", ".join(account._call_top_up_currencies().mapped("name"))
            return self.env._(
                "This account is topped up in %(wanted)s, not in %(currency)s.", wanted=wanted, currency=currency.name
            )
        return account._call_top_up_limit_problem(amount, currency, but)

    def _call_top_up_currencies(self):
        """In which currencies the account is topped up: the company's, and that of the account's price list.

        Deposits are kept in the company's.
        """
        company = self.env.company.sudo()
        if company.call_top_up_treatment == "single":
            return company.currency_id
        return company.currency_id | self.sudo().with_company(company).property_product_pricelist.currency_id

    def _call_top_up_limit_problem(self, amount, currency, but):
        company = self.env.company.sudo()
        own = company.currency_id
        amount = self._call_top_up_worth(amount, currency)
        if own.compare_amounts(amount, company.call_top_up_minimum) < 0:
            return self.env._("Top up with at least %(sum)s.", sum=own.format(company.call_top_up_minimum))
        most = company.call_top_up_maximum
        if most and own.compare_amounts(amount, most) > 0:
            return self.env._("Top up with at most %(sum)s at a time.", sum=own.format(most))
        most = company.call_top_up_day_maximum
        if not most:
            return None
        left = most - self._call_topped_up_today(but)
        if own.compare_amounts(amount, left) <= 0:
            return None
        return self.env._(
            "An account is topped up with at most %(most)s a day; %(left)s is left for today.",
            most=own.format(most),
            left=own.format(max(left, 0)),
        )

    def _call_top_up_worth(self, amount, currency):
        """An amount in the currency of the company at work."""
        company = self.env.company.sudo()
        return currency._convert(amount, company.currency_id, company, fields.Date.context_today(self))

    def _call_topped_up_today(self, but=None):
        """What the account was topped up with since midnight by its own clock, or will be by what is on its way.

        :return: in the currency of the company at work
        """
        company = self.env.company.sudo()
        zone = ZoneInfo(self._call_timezone(company))
        midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        midnight = midnight.astimezone(UTC).replace(tzinfo=None)
        payments = self._call_top_ups(company).filtered(lambda each: each.call_top_up_at >= midnight)
        coming = self._call_top_ups_coming(company, midnight)
        found = [(each.amount, each.currency_id) for each in (*(payments - (but or payments.browse())), *coming)]
        return sum(self._call_top_up_worth(*each) for each in found)

    def _call_top_ups(self, company):
        """The account's top-ups of the last days that were not taken back."""
        domain = [
            *(("partner_id", "child_of", self.commercial_partner_id.id), ("company_id", "=", company.id)),
            *(("call_top_up", "=", True), ("state", "in", ("in_process", "paid"))),
            ("call_top_up_at", ">=", fields.Datetime.subtract(fields.Datetime.now(), days=2)),
        ]
        return self.env["account.payment"].sudo().search(domain)

    def _call_top_ups_coming(self, company, since):
        """Transactions of these days whose money is on its way, or there and not booked yet."""
        domain = [
            *(("partner_id", "child_of", self.commercial_partner_id.id), ("company_id", "=", company.id)),
            *(("call_purpose", "in", PURPOSES), ("state", "in", COUNTED)),
            *(("payment_id", "=", False), ("create_date", ">=", since)),
        ]
        return self.env["payment.transaction"].sudo().search(domain)

    def _call_top_up_url(self):
        """Where the customer tops up in the portal: an absolute address."""
        return f"{self.get_base_url()}/my/top-up"
