"""What a call of an account costs, found once for all accounts whose prices come about alike, and kept by the worker.

What an account's prices follow from is its shape: price lists of number and campaign, its own, its group, country and
discounts. `TariffBook` turns a shape into terms; they are forgotten when a rule changes, see `account/terms_signal.py`.
"""

from bisect import bisect_right
from typing import NamedTuple

from odoo import api, models, tools

from ... import rating
from ..tariff.tariff_book import TariffBook


class Slot(NamedTuple):
    """What prices a call between two cuts of an account's time.

    :ivar tariff: rating.Tariff; None without a rate card or a version in force
    :ivar currency: id; :ivar from_dialling: whether ringing is charged for as well
    """

    tariff: rating.Tariff | None
    currency: int | None
    from_dialling: bool


class Plan(NamedTuple):
    """An account's time, cut where its terms change, and the slots that were asked for so far."""

    edges: list
    slots: dict


class CallAdmission(models.AbstractModel):
    """Terms."""

    _name = "call.admission"
    _description = "Admission of Calls"

    @api.model
    def _slot(self, company_id, shape, facts, moment):
        """The terms of a call that begins at `moment` (UTC, naive).

        :param tuple shape: what the terms follow from
        :param dict facts: of an account of this shape
        :rtype: Slot
        """
        plan = self._plan(company_id, shape, facts)
        position = bisect_right(plan.edges, moment)
        slot = plan.slots.get(position)
        if slot is None:
            book, entry = self._entry(company_id, facts)
            slot = plan.slots[position] = _slot_of(book.terms_in(entry, position))
        return slot

    @tools.ormcache("company_id", "shape")
    def _plan(self, company_id, shape, facts):
        _book, entry = self._entry(company_id, facts)
        return Plan(entry[0], {})

    def _entry(self, company_id, facts):
        """A book of prices, and how the account's prices come about in it."""
        env = self.env(su=True)
        book = TariffBook(env, env["res.company"].browse(company_id))
        campaign = env["call.campaign"].browse(facts.get("campaign") or ())
        return book, book._open(
            env["res.partner"].browse(facts.get("priced_as") or facts["account"]), facts["number"], campaign
        )

    @api.model
    @tools.ormcache()
    def _articles(self):
        """The article that calls to each destination are sold as: {destination id: product id}."""
        found = self.env["call.destination"].sudo().with_context(active_test=False).search([("id", "!=", False)])
        return {destination.id: destination.product_id.id for destination in found}


def shape_of(facts):
    """What an account's terms follow from, of what is known about it; discounts begin by its own clock."""
    own, group, country, discounts = facts["terms"]
    lists = (facts["list"], facts.get("campaign_list"), own, group, country)
    return (*lists, facts["zone"], *discounts) if discounts else lists


def _slot_of(terms):
    version = terms.version
    return Slot(terms.tariff, terms.card.currency_id.id or None, bool(version) and version.charged_time != "talk")
