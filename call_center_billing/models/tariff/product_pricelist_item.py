"""Rules of a price list that name calls: what a clerk enters."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Micro
from ...money import format_micro
from .call_destination import DESTINATION_CLASSES
from .call_promise import LEAST, MOST, PER_CENT
from .price_text import decimal_point

CALLS = "3_call"


class ProductPricelistItem(models.Model):
    """A rule may apply to calls instead of products: to a destination, a class of destinations, or all calls."""

    _inherit = "product.pricelist.item"

    display_applied_on = fields.Selection(selection_add=[(CALLS, "Calls")], ondelete={CALLS: "cascade"})
    call_destination_class = fields.Selection(
        DESTINATION_CLASSES, string="Kind of Calls", help="All calls to destinations of this class. Empty: all calls."
    )
    call_destination_id = fields.Many2one(
        "call.destination",
        string="Destination",
        index="btree_not_null",
        ondelete="restrict",
        help="Only calls to this destination.",
    )
    call_price = Micro(
        string="Price per Minute",
        help="Instead of the rate card's, at all hours; per message or megabyte where the rate card counts those. "
        "Connection fee, steps and limits stay the rate card's. Without tax.",
    )

    @api.depends("display_applied_on", "call_destination_class", "call_destination_id")
    def _compute_name(self):
        """Override of `product` for rules on calls."""
        result = super()._compute_name()
        for item in self.filtered(lambda item: item.display_applied_on == CALLS):
            item.name = item._call_target_name()
        return result

    @api.depends("display_applied_on", "call_price")
    @api.depends_context("lang")
    def _compute_price_label(self):
        """Override of `product` for rules on calls."""
        result = super()._compute_price_label()
        for item in self.filtered(lambda item: item.display_applied_on == CALLS):
            item.price = item._call_price_text()
        return result

    def _call_price_text(self):
        """What the rule gives, in a few words."""
        point = decimal_point(self.env)
        if self.compute_price == "fixed":
            price = format_micro(self.call_price, separator=point)
            return self.env._("%(price)s %(currency)s a minute", price=price, currency=self.currency_id.name or "")
        percent = f"{abs(self.percent_price):.4f}".rstrip("0").rstrip(".").replace(".", point)
        if self.percent_price < 0:
            return self.env._("%(percent)s %% surcharge", percent=percent)
        return self.env._("%(percent)s %% discount", percent=percent)

    def _call_target_name(self):
        """Which calls the rule applies to."""
        self.ensure_one()
        if self.call_destination_id:
            return self.env._("Calls to %(destination)s", destination=self.call_destination_id.name)
        if self.call_destination_class:
            kinds = dict(self._fields["call_destination_class"]._description_selection(self.env))
            return self.env._("Calls: %(kind)s", kind=kinds[self.call_destination_class])
        return self.env._("All calls")

    @api.constrains(
        *("display_applied_on", "compute_price", "call_price", "percent_price", "min_quantity", "base_pricelist_id"),
        *("call_destination_class", "call_destination_id"),
    )
    def _check_call_terms(self):
        for item in self.filtered(lambda item: item.display_applied_on == CALLS):
            if reason := item._call_fault():
                raise ValidationError(self.env._("%(rule)s: %(reason)s", rule=item.name, reason=reason))

    @api.constrains("display_applied_on", "compute_price", "pricelist_id")
    def _check_call_currency(self):
        for item in self.filtered(lambda item: item.display_applied_on == CALLS and item.compute_price == "fixed"):
            pricelist = item.pricelist_id
            card = pricelist._call_card(pricelist.company_id or self.env.company)
            if card and card.currency_id != pricelist.currency_id:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: a fixed price must be in the money of the calls. Price list %(pricelist)s is in "
                        "%(currency)s, rate card %(card)s in %(card_currency)s.",
                        rule=item.name,
                        pricelist=pricelist.name,
                        currency=pricelist.currency_id.name,
                        card=card.name,
                        card_currency=card.currency_id.name,
                    )
                )

    def _call_fault(self):
        """What is wrong with a rule on calls, as a sentence; None if nothing is."""
        self.ensure_one()
        if self.compute_price == "formula":
            return self.env._("a formula cannot price calls. Choose Discount or Fixed Price.")
        if self.min_quantity:
            return self.env._("calls have no minimum quantity; it must be 0.")
        if self.base_pricelist_id:
            return self.env._("a discount on calls is off the rate card's price, not off another price list.")
        if self.call_destination_class and self.call_destination_id:
            return self.env._("choose either a kind of calls or a destination, not both.")
        if self.compute_price == "fixed" and self.call_price < 0:
            return self.env._("the price is below zero.")
        return self._call_percent_fault(self.percent_price) if self.compute_price == "percentage" else None

    @api.model
    def _call_percent_fault(self, percent):
        """What is wrong with a percentage, as a sentence; None if nothing is."""
        if not LEAST <= percent <= MOST:
            return self.env._("a discount is at most 100 %, a surcharge (a discount below zero) at most 1000 %.")
        if abs(percent * PER_CENT - round(percent * PER_CENT)) > 0.01:  # noise of a float is far below
            return self.env._("a percentage has at most four decimals.")
        return None

    @api.onchange("display_applied_on")
    def _onchange_display_applied_on(self):
        """Override of `product`: a rule is for calls or for products."""
        calls = self.filtered(lambda item: item.display_applied_on == CALLS)
        result = super(ProductPricelistItem, self - calls)._onchange_display_applied_on()
        calls.update({"applied_on": "3_global", "product_id": None, "product_tmpl_id": None, "categ_id": None})
        calls.update({"min_quantity": 0})
        for item in calls.filtered(lambda item: item.compute_price == "formula"):
            item.compute_price = "percentage"
        (self - calls).update({"call_destination_class": False, "call_destination_id": None, "call_price": 0})
        return result

    @api.onchange("call_destination_id")
    def _onchange_call_destination_id(self):
        self.filtered("call_destination_id").call_destination_class = False

    @api.onchange("call_destination_class")
    def _onchange_call_destination_class(self):
        self.filtered("call_destination_class").call_destination_id = False

    @api.model_create_multi
    def create(self, vals_list):
        """A rule that names a destination or class is for calls, whoever makes it."""
        for vals in vals_list:
            self._normalise_call_vals(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A rule that is given a destination or class becomes one for calls."""
        self._normalise_call_vals(vals)
        return super().write(vals)

    @staticmethod
    def _normalise_call_vals(vals):
        if vals.get("call_destination_class") or vals.get("call_destination_id"):
            vals["display_applied_on"] = CALLS
        if vals.get("display_applied_on") == CALLS:
            vals.update(applied_on="3_global", base="list_price")
        elif vals.get("display_applied_on"):
            vals.update(call_destination_class=False, call_destination_id=False, call_price=0)
