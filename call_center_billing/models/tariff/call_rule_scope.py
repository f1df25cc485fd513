"""Which settings are rules of pricing: the whole list of what leaves a trace when it is changed."""

from odoo import models

from .call_rate_version_rules import RULE_FIELDS


class ResCompany(models.Model):
    """System rules."""

    _name = "res.company"
    _inherit = ["res.company", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("call_rate_card_id", "call_pricelist_id", *super()._call_rule_fields())

    def _call_rule_company(self):
        return self


class ProductPricelist(models.Model):
    """What sales staff assign."""

    _name = "product.pricelist"
    _inherit = ["product.pricelist", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("name", "call_rate_card_id", "currency_id", "active", *super()._call_rule_fields())


class ProductPricelistItem(models.Model):
    """Discounts and fixed prices of a price list."""

    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "call.rule.mixin"]

    def _call_rule_fields(self):
        goods = ("applied_on", "categ_id", "product_tmpl_id", "product_id", "compute_price", "fixed_price")
        calls = ("display_applied_on", "call_destination_class", "call_destination_id", "call_price")
        terms = ("percent_price", "price_discount", "min_quantity", "date_start", "date_end")
        return (*goods, *calls, *terms, *super()._call_rule_fields())


class CallDiscount(models.Model):
    """Discounts of a customer."""

    _name = "call.discount"
    _inherit = ["call.discount", "call.rule.mixin"]

    def _call_rule_fields(self):
        names = ("partner_id", "applies_to", "destination_class", "destination_id", "product_id", "percent")
        return (*names, "date_from", "date_to", "user_id", "active", *super()._call_rule_fields())


class CallCustomerGroup(models.Model):
    """Whose price list a group's customers have."""

    _name = "call.customer.group"
    _inherit = ["call.customer.group", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("name", "pricelist_id", "active", *super()._call_rule_fields())


class ResPartner(models.Model):
    """Price list and group of a customer."""

    _name = "res.partner"
    _inherit = ["res.partner", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("specific_property_product_pricelist", "call_group_id", *super()._call_rule_fields())


class CallNumber(models.Model):
    """Price list of a number."""

    _name = "call.number"
    _inherit = ["call.number", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("pricelist_id", *super()._call_rule_fields())


class CallCampaign(models.Model):
    """Campaign rules."""

    _name = "call.campaign"
    _inherit = ["call.campaign", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("partner_id", "code", "pricelist_id", "active", *super()._call_rule_fields())


class CallRateCard(models.Model):
    """Cards, and what guards their margin."""

    _name = "call.rate.card"
    _inherit = ["call.rate.card", "call.rule.mixin"]

    def _call_rule_fields(self):
        guard = ("guard_mode", "guard_cost_card_ids", "minimum_margin", "maximum_price", "maximum_fee", "guard_seconds")
        return ("name", "kind", "supplier_id", "currency_id", "active", *guard, *super()._call_rule_fields())


class CallRateVersion(models.Model):
    """Publishing, and the rules of a version; its rates are compared with those of the version before."""

    _name = "call.rate.version"
    _inherit = ["call.rate.version", "call.rule.mixin"]

    def _call_rule_fields(self):
        names = ("state", "valid_from", "timezone", "calendar_id", *RULE_FIELDS)
        return (*names, *super()._call_rule_fields())


class CallCallerClass(models.Model):
    """Kinds of callers that rates ask for."""

    _name = "call.caller.class"
    _inherit = ["call.caller.class", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("name", "prefixes", "active", *super()._call_rule_fields())


class CallDestination(models.Model):
    """Articles and classes of destinations."""

    _name = "call.destination"
    _inherit = ["call.destination", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("name", "destination_class", "product_id", *super()._call_rule_fields())
