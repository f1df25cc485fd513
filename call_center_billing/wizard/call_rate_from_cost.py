"""Selling prices made from what the carriers charge, by how calls are routed."""

from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import rating
from ..fields import Micro

COLUMNS = (
    *("version_id", "card_id", "company_id", "prefix", "destination_id", "unit", "service", "price", "connection_fee"),
    *("free_seconds", "minimum_seconds", "first_increment", "next_increment", "minimum_charge", "maximum_charge"),
    "maximum_rule",
)


class CallRateFromCost(models.TransientModel):
    """Makes a draft version: for each prefix of the carriers their cost on the route, and a markup."""

    _name = "call.rate.from.cost"
    _description = "Prices from Costs"

    card_id = fields.Many2one("call.rate.card", string="Rate Card", required=True)
    company_id = fields.Many2one(related="card_id.company_id")
    currency_id = fields.Many2one(related="card_id.currency_id")
    cost_card_ids = fields.Many2many(
        "call.rate.card",
        string="Carriers' Cost Cards",
        required=True,
        domain="[('kind', '=', 'cost'), ('currency_id', '=', currency_id), ('company_id', 'in', (company_id, False))]",
    )
    route = fields.Selection(
        [
            ("cheapest", "By the cheapest carrier"),
            ("average", "By all carriers in equal parts"),
            ("dearest", "By the dearest carrier"),
        ],
        string="Calls Are Routed",
        default="cheapest",
        required=True,
        help="Least cost routing sends a call by the cheapest carrier. Load sharing by all of them. To be safe when "
        "the cheapest one is full, reckon with the dearest.",
    )
    markup = fields.Float(string="Markup %", default=30.0, digits=(6, 2), help="On the carrier's price and fee.")
    surcharge = Micro(string="Plus a Minute", help="Added to each price a minute after the markup.")
    decimals = fields.Integer(default=2, help="Prices and fees are rounded up to this many decimals.")
    own_steps = fields.Boolean(
        string="Other Steps", help="Charge by these seconds instead of the steps of the carrier that sets the price."
    )
    first_increment = fields.Integer(string="First Seconds", default=1)
    next_increment = fields.Integer(string="Then Steps of", default=1)
    valid_from = fields.Datetime(help="First moment of the new prices. Empty: when they are published.")

    @api.constrains("markup", "surcharge", "decimals", "first_increment", "next_increment", "cost_card_ids")
    def _check_sense(self):
        for wizard in self:
            if not -100 <= wizard.markup <= 1000 or (wizard.surcharge or 0) < 0:
                raise ValidationError(self.env._("A markup is between -100 and 1,000 %, an addition not below 0."))
            if not 0 <= wizard.decimals <= 6:
                raise ValidationError(self.env._("Prices can be rounded to between 0 and 6 decimals."))
            if min(wizard.first_increment, wizard.next_increment) < 1:
                raise ValidationError(self.env._("First seconds and steps must be at least 1 second."))
            wrong = wizard.cost_card_ids.filtered(
                lambda card, wizard=wizard: card.kind != "cost" or card.currency_id != wizard.currency_id
            )
            if wrong:
                raise ValidationError(
                    self.env._("%s is no cost card in the currency of the selling prices.", wrong[0].display_name)
                )

    def action_make(self):
        """Make the draft version and open it.

        :raise UserError: a cost card has no prices in force then
        """
        self.ensure_one()
        moment = self.valid_from or fields.Datetime.now()
        decks = []
        for card in self.cost_card_ids:
            version = card._version_at(moment)
            if not version:
                raise UserError(self.env._("%s has no prices in force then.", card.display_name))
            decks.append(version._compiled())
        base = self.card_id.current_version_id
        version = self.env["call.rate.version"].create(
            {
                "card_id": self.card_id.id,
                "valid_from": self.valid_from,
                "note": self.env._(
                    "Made from %(cards)s, %(markup)s %% markup",
                    cards=", ".join(self.cost_card_ids.mapped("name")),
                    markup=f"{self.markup:g}",
                ),
                **({"timezone": base.timezone, "rounding_digits": base.rounding_digits} if base else {}),
            }
        )
        self._store(version, decks, moment)
        return version._get_records_action()

    def _store(self, version, decks, moment):
        """Write the rates: there may be a hundred thousand."""
        begin = moment.replace(tzinfo=UTC)
        prefixes = sorted({prefix for deck in decks for prefix in deck.index.table})
        rows = [self._row(version, prefix, decks, begin) for prefix in prefixes]
        query = f"INSERT INTO call_rate ({', '.join(COLUMNS)}) VALUES %s"  # names are this file's own constants
        self.env.flush_all()
        self.env.cr.execute_values(query, [row for row in rows if row], page_size=5_000)
        self.env.invalidate_all()

    def _row(self, version, prefix, decks, begin):
        """A rate for one prefix; None where no carrier carries its calls at an ordinary price a minute."""
        found = [deck.index.find(prefix, begin, "") for deck in decks]
        rates = [each.rate for each in found if each and each.rate.unit == "second"]
        if not rates:
            return None
        rates.sort(key=lambda rate: (rate.price * rating.codes.MINUTE // rate.per, rate.connection_fee))
        chosen = rates[-1] if self.route == "dearest" else rates[0]
        pool = rates if self.route == "average" else [chosen]
        steps = self if self.own_steps else chosen
        price = self._marked_up([rate.price * rating.codes.MINUTE // rate.per for rate in pool], self.surcharge or 0)
        fee = self._marked_up([rate.connection_fee for rate in pool], 0)
        ids = (version.id, version.card_id.id, version.company_id.id or None)
        where = (prefix.removeprefix("+"), int(chosen.destination_class), "minute", "voice")
        return (*ids, *where, price, fee, 0, 0, steps.first_increment, steps.next_increment, 0, 0, "free")

    def _marked_up(self, costs, surcharge):
        """The mean of `costs` with markup and surcharge, rounded up; in micro-units, exactly."""
        unit = 10 ** (6 - self.decimals)
        share = rating.MICRO + round(self.markup * 10_000)  # parts per million
        numerator = sum(costs) * share + surcharge * len(costs) * rating.MICRO
        return -(-numerator // (len(costs) * rating.MICRO * unit)) * unit
