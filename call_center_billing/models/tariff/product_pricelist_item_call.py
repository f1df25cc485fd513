"""What a rule of a price list promises for calls."""

from datetime import timedelta
from decimal import Decimal

from odoo import models

from ...money import MICRO
from .call_promise import ALL, ARTICLE, CATEGORY, CLASS, DESTINATION, LEAST, MOST, PER_CENT, Promise
from .product_pricelist_item import CALLS


class ProductPricelistItem(models.Model):
    """Rules on products price the calls that are sold as those products, too; rules on calls never price products."""

    _inherit = "product.pricelist.item"

    def _is_applicable_for(self, product, qty_in_product_uom):
        """Override of `product`: a rule on calls prices no product."""
        return self.display_applied_on != CALLS and super()._is_applicable_for(product, qty_in_product_uom)

    def _call_promises(self):
        """The promises of those rules that apply to calls.

        Odoo's end of a rule is its last second, so it ends before the next.

        :rtype: list(Promise)
        """
        promises = []
        for item in self:
            if item._call_why_not():
                continue
            level, key, sub = item._call_target()
            fixed = item._call_fixed() if item.compute_price == "fixed" else None
            discount = 0 if fixed is not None else round(item._call_percent() * PER_CENT)
            ends = item.date_end + timedelta(seconds=1) if item.date_end else None
            rank = (level, 0, sub, item.min_quantity, item.categ_id.id or 0, item.id)
            promises.append(Promise(key, rank, discount, fixed, item.date_start or None, ends, item))
        return promises

    def _call_why_not(self):
        """Why the rule does not apply to calls at all, as a sentence; None if it does."""
        self.ensure_one()
        if self.min_quantity > 1:
            return self.env._("has a minimum quantity, and a call is one")
        if self.base_pricelist_id or self.base != "list_price":
            return self.env._("is not based on the sales price")
        if self.compute_price == "formula" and (
            self.price_round or self.price_surcharge or self.price_min_margin or self.price_max_margin
        ):
            return self.env._("has a formula, of which calls know only the discount")
        if self.compute_price == "fixed":
            return self.env._("has a price below zero") if self._call_fixed() < 0 else None
        return None if LEAST <= self._call_percent() <= MOST else self.env._("has an impossible discount")

    def _call_fixed(self):
        """The fixed price in micro-units; Odoo's own is a float whose shortest decimal form is what was typed."""
        if self.display_applied_on == CALLS:
            return self.call_price
        return int((Decimal(repr(self.fixed_price)) * MICRO).to_integral_value())

    def _call_percent(self):
        return self.price_discount if self.compute_price == "formula" else self.percent_price

    def _call_target(self):
        """Level, key and rank within the level of the calls that the rule applies to, see `Promise`."""
        if self.display_applied_on == CALLS:
            if self.call_destination_id:
                return DESTINATION, ("destination", self.call_destination_id.id), 0
            if self.call_destination_class:
                return CLASS, ("class", self.call_destination_class), 0
            return ALL, ("all", 0), 1
        return {
            "0_product_variant": (ARTICLE, ("variant", self.product_id.id), 1),
            "1_product": (ARTICLE, ("product", self.product_tmpl_id.id), 0),
            "2_product_category": (CATEGORY, ("category", self.categ_id.id), 0),
        }.get(self.applied_on, (ALL, ("all", 0), 0))
