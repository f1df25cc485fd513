"""The sample prices: cards with versions and time bands, price lists, and what single customers were given."""

from datetime import date, datetime, timedelta

from . import catalogue

BEGIN = datetime(2026, 1, 1)


class Tariffs:
    """Makes destinations, cards and price lists, and assigns them."""

    def __init__(self, env):
        self.env = env
        self.cards = {}
        self.lists = {}
        self.destinations = {}

    def make(self):
        """All that prices calls, before there are customers."""
        for name, swedish, destination_class, product, _prefixes in catalogue.DESTINATIONS:
            self.destinations[name] = self.env["call.destination"].create(
                {
                    "name": name,
                    "destination_class": destination_class,
                    "product_id": self.env.ref(f"call_center_billing.{product}").id,
                }
            )
            self.destinations[name].update_field_translations("name", {"sv_SE": swedish})
        mobiles = ", ".join(catalogue.MOBILE_CALLERS)
        callers = self.env["call.caller.class"].create({"name": "From Swedish mobiles", "prefixes": mobiles})
        callers.update_field_translations("name", {"sv_SE": "Från svenska mobiler"})
        carrier = self.env["res.partner"].create({"name": "Nordtransit AB", "is_company": True})
        cost = self._make_card(catalogue.COST_CARD, catalogue.COSTS, kind="cost", supplier_id=carrier.id)
        guard = {"guard_cost_card_ids": [(6, 0, cost.ids)], "minimum_margin": catalogue.MINIMUM_MARGIN}
        for name, prices in catalogue.CARDS.items():
            self._make_card(name, prices, **guard)
        self._make_lists()
        self.env.company.call_rate_card_id = self.cards["Bas 2026"]

    def _make_lists(self):
        self.lists["Bas"] = self.env.company.call_pricelist_id
        self.lists["Bas"].write({"name": "Bas", "call_rate_card_id": self.cards["Bas 2026"].id})
        for name, card in (("Företag", "Företag 2026"), ("Kampanj", "Kampanj 2026")):
            vals = {"name": name, "call_rate_card_id": self.cards[card].id}
            self.lists[name] = self.env["product.pricelist"].create(vals)

    def _make_card(self, name, prices, **vals):
        card = self.env["call.rate.card"].create({"name": name, **vals})
        version = self.env["call.rate.version"].create(
            {
                "card_id": card.id,
                "valid_from": BEGIN,
                "note": "Prices of the year",
                "timezone": "Europe/Stockholm",
                "rate_ids": [(0, 0, rate) for rate in self._rates(prices)],
            }
        )
        if name in catalogue.BANDED:
            self._add_bands(version)
        card.version_ids.action_publish()
        self.cards[name] = card
        return card

    def _rates(self, prices):
        for name, _swedish, _class, _product, prefixes in catalogue.DESTINATIONS:
            price, fee, first, step = prices[name]
            for prefix in prefixes:
                yield {
                    "prefix": prefix,
                    "destination_id": self.destinations[name].id,
                    "price": price,
                    "connection_fee": fee,
                    "first_increment": first,
                    "next_increment": step,
                }

    def _add_bands(self, version):
        """Weekends and holidays, and evenings, at a part of the price; Swedish mobiles at one of their own."""
        calendar = self.env["resource.calendar"].create({"name": "Svenska helgdagar", "tz": "Europe/Stockholm"})
        for month, day, name in catalogue.HOLIDAYS:
            # Swedish winter time: good enough for a day of the sample
            begin = datetime(2026, month, day) - timedelta(hours=1)
            vals = {"calendar_id": calendar.id, "date_from": begin, "date_to": begin + timedelta(days=1), "name": name}
            self.env["resource.calendar.leaves"].create(vals)
        version.calendar_id = calendar
        days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), False)
        weekend = {
            "name": "Helg",
            "sequence": 1,
            "saturday": True,
            "sunday": True,
            "holiday": True,
            "percent": 80,
            **days,
        }
        evening = {"name": "Kväll", "sequence": 2, "hour_from": 18.0, "hour_to": 7.0, "percent": 90}
        self.env["call.rate.band"].create([{"version_id": version.id, **vals} for vals in (weekend, evening)])
        for rate in version.rate_ids.filtered(lambda rate: rate.destination_class == "mobile"):
            rate.tier_ids = [(0, 0, {"band_id": version.band_ids[0].id, "price": 290_000})]

    def assign(self, customers):
        """What single customers were given: a discount that runs out, a group with a list of its own.

        :param dict customers: {key of the catalogue: res.partner}
        """
        seller = self.env["res.users"].search([("login", "=", "sales")])
        self.env["call.discount"].create(
            {
                "partner_id": customers["acme"].id,
                "applies_to": "class",
                "destination_class": "mobile",
                "percent": 10,
                "date_from": date(2026, 11, 1),
                "date_to": date(2026, 12, 31),
                "user_id": seller.id,
                "note": "Välkomstrabatt",
            }
        )
        resellers = self.env["call.customer.group"].create(
            {"name": "Återförsäljare", "pricelist_id": self.lists["Företag"].id}
        )
        customers["fjall"].call_group_id = resellers

    def propose(self, customer):
        """A proposal for a customer, replayed on the calls of a month: what sales staff work with."""
        offer = self.lists["Företag"].copy({"name": "Erbjudande 2027"})
        self.env["product.pricelist.item"].create(
            {
                "pricelist_id": offer.id,
                "compute_price": "percentage",
                "percent_price": 8,
                "call_destination_class": "mobile",
            }
        )
        simulation = self.env["call.simulation"].create(
            {
                "partner_ids": [(6, 0, customer.ids)],
                "pricelist_id": offer.id,
                "date_from": date(2026, 10, 1),
                "date_to": date(2026, 10, 31),
            }
        )
        simulation.action_replay()
