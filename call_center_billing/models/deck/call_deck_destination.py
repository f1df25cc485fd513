"""Destinations that a deck names and that there are not yet."""

from odoo import api, fields, models

from ..tariff.call_destination import DESTINATION_CLASSES
from .deck_names import plain


class CallDeckDestination(models.Model):
    """Made when the deck is applied; until then its class and article can be corrected."""

    _name = "call.deck.destination"
    _description = "New Destination of a Deck"
    _order = "deck_id, name"

    deck_id = fields.Many2one("call.deck", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="deck_id.company_id", store=True)
    name = fields.Char(required=True)
    prefix = fields.Char(readonly=True, help="Its first prefix in the file.")
    row_count = fields.Integer(string="Prefixes", readonly=True)
    destination_class = fields.Selection(
        DESTINATION_CLASSES,
        string="Class",
        required=True,
        default="international",
        help="As the file says, or by the first prefix, seen from the company's country.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        domain=[("type", "=", "service")],
        help="What calls there are sold as. By the class, unless another is chosen.",
    )

    @api.depends("destination_class")
    def _compute_product_id(self):
        for group, destinations in self.grouped("destination_class").items():
            article = f"call_center_billing.product_call_{group}"
            destinations.product_id = self.env.ref(article, raise_if_not_found=False)

    def _create_destinations(self, names):
        """Make those that there are still not.

        :param DeckNames names: the names known
        """
        missing = self.filtered(lambda new: names.destination_id(new.name) is None)
        vals_list = [
            {"name": new.name, "destination_class": new.destination_class}
            | ({"product_id": new.product_id.id} if new.product_id else {})
            for new in missing
        ]
        self.env["call.destination"].with_context(lang="en_US").create(vals_list)

    def _choices(self):
        """What clerks have chosen so far: {plain name: (class, article)}."""
        return {plain(new.name): (new.destination_class, new.product_id.id) for new in self}
