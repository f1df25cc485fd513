"""What sales staff assign to a customer."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ProductPricelist(models.Model):
    """A price list names the rate card that prices calls, and its rules give discounts and fixed prices on it."""

    _inherit = "product.pricelist"

    call_rate_card_id = fields.Many2one(
        "call.rate.card",
        string="Rate Card",
        check_company=True,
        help="Prices the calls of customers with this price list. Empty: the company's default rate card.",
    )
    call_company_ids = fields.One2many("res.company", "call_pricelist_id", string="Basic Price List of")

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
        self.item_ids._check_call_currency()

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """Override of `product`: own list, then the customer group's, then the basic one, then Odoo's choice."""
        found = super()._get_partner_pricelist_multi(partner_ids)
        if not self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist"):
            return found
        for partner in self.env["res.partner"].browse(partner_ids):
            own = partner.specific_property_product_pricelist
            if not own._get_partner_pricelist_multi_filter_hook():
                inherited = partner._call_inherited_pricelist(self.env.company)
                found[partner.id] = inherited or found[partner.id]
        return found

    def _call_card(self, company):
        """The rate card of the list, else the company's default; works on no list, too."""
        return self.call_rate_card_id or company.sudo().call_rate_card_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        """Calls keep a bare id of the list that priced them."""
        used = self.env["call.record"].sudo().search([("pricelist_id", "in", self.ids)], limit=1).pricelist_id
        if used:
            raise UserError(
                self.env._("Price list %(name)s has priced calls and cannot be deleted; archive it.", name=used.name)
            )
