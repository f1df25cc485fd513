"""Numbers that nobody owns, with the calls that wait for their owner."""

import phonenumbers

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ... import rating
from ...fields import Micro
from ..mediation.call_record import PSEUDONYM
from ..mediation.rater import ANYWHERE, CallRater, Use
from ..tariff.tariff_book import TariffBook
from .call_unknown_estimate import GROUP

CLERK = "call_center_billing.call_center_billing_group_clerk"


class CallUnknownNumber(models.Model):
    """One line for each number and source; one for all calls of a source whose number is withheld.

    A view: a number that gets an owner is gone from here.
    """

    _name = "call.unknown.number"
    _description = "Unknown Number"
    _auto = False
    _log_access = False
    _order = "call_count desc, id"
    _rec_name = "a_number"
    _depends = {
        "call.record": ["state", "service", "company_id", "source_id", "a_number", "account_code", "talk_seconds"],
        "call.unknown.estimate": ["source_id", "a_number", "call_count", "last_call", "amount", "unpriced_count"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    source_id = fields.Many2one("call.source", readonly=True)
    a_number = fields.Char(string="A-Number", readonly=True, help="Or the account name that the switch wrote.")
    kind = fields.Selection([("phone", "Telephone number"), ("account", "Account name")], readonly=True)
    withheld = fields.Boolean(
        readonly=True, help="Numbers that the caller hid, or that have been hidden since: nobody can be found by them."
    )
    country_id = fields.Many2one(
        "res.country", compute="_compute_country_id", help="Country that the number belongs to, by its digits."
    )
    call_count = fields.Integer(string="Calls", readonly=True)
    talk_seconds = fields.Integer(string="Talk Time", readonly=True)
    first_call = fields.Datetime(readonly=True)
    last_call = fields.Datetime(readonly=True)
    estimated = fields.Boolean(readonly=True, help="The value below is that of all these calls.")
    estimate = Micro(
        string="Value", readonly=True, help="What the calls would cost by the basic price list, without tax."
    )
    unpriced_count = fields.Integer(
        string="Without Price", readonly=True, help="Calls that the basic price list has no price for."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT grouped.id, grouped.company_id, grouped.source_id, grouped.a_number, grouped.kind,
                      grouped.withheld,
                      grouped.call_count, grouped.talk_seconds, grouped.first_call, grouped.last_call,
                      estimate.id IS NOT NULL AS estimated, estimate.amount AS estimate, estimate.unpriced_count,
                      COALESCE(estimate.currency_id, company.currency_id) AS currency_id
                 FROM (SELECT min(id) AS id, company_id, source_id, name AS a_number, kind,
                              name IS NULL OR strpos(name, %s) > 0 AS withheld,
                              count(*) AS call_count, sum(talk_seconds) AS talk_seconds,
                              min(started_at) AS first_call, max(started_at) AS last_call
                         FROM call_record CROSS JOIN LATERAL (
                              SELECT CASE WHEN by_account THEN account_code ELSE a_number END AS name,
                                     CASE WHEN by_account THEN 'account' ELSE 'phone' END AS kind
                                FROM (SELECT COALESCE(service, 'voice') != 'voice' AND account_code IS NOT NULL
                                             AS by_account) told) payer
                        WHERE state = 'unmatched' GROUP BY company_id, source_id, name, kind) grouped
                 JOIN res_company company ON company.id = grouped.company_id
                 LEFT JOIN call_unknown_estimate estimate
                        ON estimate.source_id = grouped.source_id
                       AND estimate.a_number = COALESCE(grouped.a_number, '')
                       AND estimate.call_count = grouped.call_count AND estimate.last_call = grouped.last_call""",
            PSEUDONYM,
        )

    @api.depends("a_number")
    def _compute_country_id(self):
        codes = {number.id: _region(number.a_number or "") for number in self}
        found = self.env["res.country"].search([("code", "in", [code for code in codes.values() if code])])
        by_code = {country.code: country for country in found}
        for number in self:
            number.country_id = by_code.get(codes[number.id], self.env["res.country"])

    @api.depends("a_number")
    def _compute_display_name(self):
        for number in self:
            number.display_name = number.a_number or self.env._("Withheld numbers")

    def action_view_calls(self):
        """The calls of these numbers that nobody pays for yet."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": self._calls_domain(), "context": {}}

    def action_assign(self):
        """Ask whose these numbers are."""
        if all(number.withheld for number in self):
            raise UserError(self.env._("Withheld numbers cannot be assigned: the calls do not tell who made them."))
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_number_assign_action")
        return action | {"context": {"active_model": self._name, "active_ids": self.ids}}

    def action_estimate(self):
        """Work out what the calls of these numbers would cost."""
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks may estimate the value of calls."))
        for company in self.company_id:
            book = TariffBook(self.env, company)
            for number in self.filtered(lambda number, company=company: number.company_id == company):
                number._estimate(book)
        self.invalidate_model()

    def _calls_domain(self):
        """The calls of these numbers."""
        return list(fields.Domain.OR(number._own_calls_domain() for number in self))

    def _own_calls_domain(self):
        domain = [("state", "=", "unmatched"), ("source_id", "=", self.source_id.id)]
        if self.kind == "account":
            return [*domain, ("service", "!=", "voice"), ("account_code", "=", self.a_number)]
        by_number = ["|", ("service", "=", "voice"), ("account_code", "=", False)]
        return [*domain, ("a_number", "=", self.a_number), *by_number]

    def _estimate(self, book):
        """Rate the number's calls and keep what they come to.

        :param TariffBook book: of the number's company
        """
        self.ensure_one()
        calls = self.env["call.record"].sudo()
        amount = unpriced = last_id = 0
        currency = self.company_id.currency_id
        while group := calls.search([*self._calls_domain(), ("id", ">", last_id)], order="id", limit=GROUP):
            for call in group:
                price, currency = _price(book, call, currency)
                amount += price or 0
                unpriced += price is None
            last_id = group[-1].id
        vals = {"call_count": self.call_count, "last_call": self.last_call, "amount": amount}
        key = [("source_id", "=", self.source_id.id), ("a_number", "=", self.a_number or "")]
        vals |= {"unpriced_count": unpriced, "currency_id": currency.id}
        estimates = self.env["call.unknown.estimate"].sudo()
        if found := estimates.search(key):
            found.write(vals)
        else:
            estimates.create(vals | {"source_id": self.source_id.id, "a_number": self.a_number or ""})


def _region(number):
    """ISO code of the country of an E.164 number, or None."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) if number[:1] == "+" else None
    except phonenumbers.NumberParseException:
        return None


def _price(book, call, currency):
    """What the call would cost nobody in particular: by the basic price list, and no customer's discount.

    :return: micro-units, or None without a price; and the currency
    """
    service = call.service or "voice"
    nobody = book.env["res.partner"]
    terms = book.terms(nobody, None, book.env["call.campaign"], call.started_at, service)
    if not terms.version:
        return None, currency
    use = Use(service, call.quantity)
    units = CallRater._units(terms, use, call.outcome, call.talk_seconds, call.duration)
    if not units:
        return 0, terms.card.currency_id
    number = call._rated_number() if service == "voice" else ANYWHERE
    engine_call = terms.version._engine_call(number, call.started_at, units, call.a_number or "")
    return rating.rate(engine_call, terms.tariff).amount, terms.card.currency_id
