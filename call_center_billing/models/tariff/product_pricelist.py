"""What sales staff assign to a customer."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductPricelist(models.Model):
    """A price list names the rate card that prices calls."""

    _inherit = "product.pricelist"

    call_rate_card_id = fields.Many2one(
        "call.rate.card",
        string="Rate Card",
        check_company=True,
        help="Prices the calls of customers with this price list. Empty: the company's default rate card.",
    )

    @api.constrains("call_rate_card_id", "currency_id")
    def _check_call_rate_card_currency(self):
        for pricelist in self:
            card = pricelist.call_rate_card_id
            if card and card.currency_id != pricelist.currency_id:
                raise ValidationError(
                    self.env._(
                        "Rate card %(card)s is in %(card_currency)s, price list %(pricelist)s in %(currency)s: "
                        "they must be the same.",
                        card=card.display_name,
                        card_currency=card.currency_id.name,
                        pricelist=pricelist.display_name,
                        currency=pricelist.currency_id.name,
                    )
                )
