"""Searching calls by number without finding out what is hidden."""

import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.call_center_billing.models.document.res_partner import ALL_DIGITS

#: digits that are looked for at most: an E.164 number has 15
LONGEST = 20


class CallRecord(models.Model):
    """Search by the digits that the customer can see."""

    _inherit = "call.record"

    @api.model
    def _get_portal_search_domain(self, text, search_in):
        """Calls from or to a number that has the digits of `text` in it.

        Hidden digits are not searched, or they could be tried one by one.

        :param str text: a number or a part of it, as a customer writes or copies it: 070-111 00, +4670111••••
        :param str search_in: from, to or all
        """
        # the national prefix 0 is no part of a number with its country code
        digits = re.sub(r"\D", "", text, flags=re.ASCII).lstrip("0")[:LONGEST]
        if not digits:
            return Domain.FALSE
        found = {
            "from": Domain("a_number", "like", digits),
            "to": self._get_portal_visible_b_number_domain(digits),
        }
        return found.get(search_in) or Domain.OR(found.values())

    @api.model
    def _get_portal_visible_b_number_domain(self, digits):
        """Calls with these digits in what is shown of the called number: as many as company, law and account leave."""
        discreet = self.env["call.destination"].sudo().search([("hidden_on_bills", "=", True)])
        account = self.env.user.partner_id.sudo()
        return Domain("destination_id", "not in", discreet.ids) & Domain.OR(
            Domain("company_id", "=", company.id)
            & self._get_visible_digits_domain(digits, account._call_hidden_digits(company))
            for company in self.env.companies.sudo()
        )

    @staticmethod
    def _get_visible_digits_domain(digits, hidden):
        if hidden >= ALL_DIGITS:
            return Domain.FALSE

        def to_sql(model, alias, query):
            number = model._field_to_sql(alias, "b_number", query)
            # short codes are shown whole, see `_masked_b_number`
            shown = SQL("CASE WHEN %s LIKE '+%%' THEN GREATEST(LENGTH(%s) - %s, 0) ELSE 99 END", number, number, hidden)
            return SQL("STRPOS(LEFT(%s, %s), %s) > 0", number, shown, digits)

        return Domain.custom(to_sql=to_sql)
