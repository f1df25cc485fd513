"""What does a customer pay at a moment? Price list, rate card and promises of each call of a batch."""

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from ... import rating
from .call_promise import best_by_key, destination_keys, winner

#: levels whose price list a customer's own discounts go on top of
DISCOUNTED = frozenset(("account", "group", "system"))


class Terms(NamedTuple):
    """What decides the price of a call.

    :ivar rule: the level that won, see `price_rule.RULES`
    :ivar record: what named the price list
    :ivar pricelist: maybe none
    :ivar card: the list's rate card, else the company's default; maybe none
    :ivar version: the card's version in force; maybe none
    :ivar tariff: rating.Tariff; None without a version
    :ivar promises: the promise that wins for each destination that has one, by its id
    """

    rule: str
    record: object
    pricelist: object
    card: object
    version: object
    tariff: rating.Tariff | None
    promises: dict

    def promise(self, destination_id):
        """The promise for calls to a destination, or None."""
        return self.promises.get(destination_id)


class TariffBook:
    """Looks up price lists, discounts and versions once for a batch of calls of one company.

    Not a model, and not kept: it lives within one transaction, so that changes hold from the next batch on. The time
    of each customer is cut where a version, a rule or a discount begins or ends; between two cuts all calls share
    their terms, and customers with the same promises share the engine's tariff.
    """

    def __init__(self, env, company):
        self.env = env(su=True)
        self.company = company.sudo()
        self._entries = {}
        self._tariffs = {}
        self._promises = {}
        self._discounts = None
        self._keys = None

    def prepare(self, partners):
        """Read what the terms of these customers need at once, rather than customer by customer."""
        partners = partners.with_env(self.env)
        partners.with_company(self.company).fetch(["specific_property_product_pricelist"])
        partners.fetch(
            [
                "commercial_partner_id",
                "call_group_id",
                "country_id",
                "call_timezone",
                "call_payer_id",
                "call_reseller_id",
            ]
        )

    def terms(self, partner, number_id, campaign, moment, service="voice"):
        """What prices a call.

        :param res.partner partner: the account (a commercial partner)
        :param int number_id: of the call.number, or None
        :param call.campaign campaign: maybe none
        :param datetime moment: begin of the call, UTC, naive
        :rtype: Terms
        """
        key = (partner._ids, number_id, campaign._ids, service)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = self._open(partner, number_id, campaign)
        return self.terms_in(entry, bisect_right(entry[0], moment), service)

    def terms_in(self, entry, position, service="voice"):
        """The terms between two cuts of a customer's time.

        :param tuple entry: as `_open` gives it
        :param int position: how many cuts were before
        :rtype: Terms
        """
        edges, slots, rule, promises = entry
        terms = slots[position]
        if terms is None:
            begin = edges[position - 1] if position else datetime.min
            terms = slots[position] = self._terms(rule, promises, begin, service)
        return terms

    def shapes(self, partner_ids):
        """All of each customer that its terms follow from, and its time zone: terms of two customers of one shape come
        about alike. Read straight from the database: an import asks for thousands.

        :return: {partner id: (shape, time zone)}
        """
        model = self.env["res.partner"].with_company(self.company)
        model.flush_model()
        field = model._fields["specific_property_product_pricelist"]
        usual = field.get_company_dependent_fallback(model).id
        usual_zone = model._call_timezone(self.company)
        self.env.cr.execute(
            """SELECT partner.id, account.id, account.call_group_id, account.country_id, partner.call_timezone,
                      account.specific_property_product_pricelist ? %(company)s,
                      account.specific_property_product_pricelist ->> %(company)s
                 FROM res_partner partner
                 JOIN res_partner account ON account.id = partner.commercial_partner_id
                WHERE partner.id = ANY(%(partners)s)""",
            {"company": str(self.company.id), "partners": partner_ids},
        )
        found = {}
        for key, account, group, country, zone, chosen, pricelist in self.env.cr.fetchall():
            discounts = self.customer_promises(model.browse(account))
            own = int(pricelist or 0) if chosen else usual
            shape = (own, group, country, tuple(promise.source.id for promise in discounts))
            found[key] = (shape, zone or usual_zone)
        return found

    def _open(self, partner, number_id, campaign):
        """A customer's time cut into slots, the rule that chose the price list, and all promises ever."""
        number = self.env["call.number"].browse(number_id or ())
        rules = partner.sudo()._call_pricelist_rules(self.company, number, campaign.sudo())
        # without any price list the default rate card holds, which is the company's doing
        rule = next((rule for rule in rules if rule.outcome == "wins"), rules[-1])
        card = rule.pricelist._call_card(self.company)
        promises = self.list_promises(rule.pricelist)
        if rule.level in DISCOUNTED:
            promises = promises + self.customer_promises(partner.commercial_partner_id)
        if card.currency_id != rule.pricelist.currency_id:
            promises = [promise for promise in promises if promise.fixed is None]
        edges = {edge for promise in promises for edge in (promise.begins, promise.ends) if edge}
        edges = sorted(edges.union(card._timeline()[0] if card else ()))
        return edges, [None] * (len(edges) + 1), rule, promises

    def list_promises(self, pricelist):
        """What the rules of a price list promise for calls."""
        if pricelist not in self._promises:
            self._promises[pricelist] = pricelist.sudo().item_ids._call_promises()
        return self._promises[pricelist]

    def customer_promises(self, partner):
        """The discounts of a customer."""
        if self._discounts is None:
            self._discounts = {}
            for discount in self.env["call.discount"].search([("company_id", "=", self.company.id)]):
                self._discounts.setdefault(discount.partner_id.id, []).append(discount._call_promise())
        return self._discounts.get(partner.id, [])

    def _terms(self, rule, promises, moment, service):
        card = rule.pricelist._call_card(self.company)
        version = card._version_at(moment) if card else self.env["call.rate.version"]
        tariff, found = None, {}
        if version:
            running = tuple(promise for promise in promises if promise.runs_at(moment))
            key = (version.id, service, tuple(promise.source for promise in running))
            if key not in self._tariffs:
                self._tariffs[key] = self._tariff(version, running, service)
            tariff, found = self._tariffs[key]
        return Terms(rule.level, rule.record, rule.pricelist, card, version, tariff, found)

    def _tariff(self, version, running, service):
        """The engine's tariff, and the promise for each destination."""
        found = self.winners(running)
        return make_tariff(version._compiled(service), found), found

    def winners(self, running):
        """Of these promises the one that wins for each destination that has one, by its id."""
        if not running:
            return {}
        best = best_by_key(running)
        found = {where: winner(best, keys) for where, keys in self._destination_keys().items()}
        return {where: promise for where, promise in found.items() if promise}

    def _destination_keys(self):
        if self._keys is None:
            self._keys = {found.id: destination_keys(found) for found in self.env["call.destination"].search([])}
        return self._keys


def make_tariff(compiled, promises):
    """A compiled rate card with promises.

    :param rating.Card compiled: its rates carry their destination's id as destination class
    :param dict promises: {destination id: something with `discount` and `fixed`}
    :rtype: rating.Tariff
    """
    return rating.Tariff(
        compiled,
        discounts={str(where): promise.discount for where, promise in promises.items() if promise.fixed is None},
        prices={
            str(where): rating.FixedPrice(promise.fixed, rating.OWN_UNITS)
            for where, promise in promises.items()
            if promise.fixed is not None
        },
    )
