"""Which settings are rules of pricing: the whole list of what leaves a trace when it is changed."""

from odoo import models

from .call_rate_version_rules import RULE_FIELDS


class ResCompany(models.Model):
    """System rules."""

    _name = "res.company"
    _inherit = ["res.company", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("call_rate_card_id", *super()._call_rule_fields())

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
        names = ("applied_on", "categ_id", "product_tmpl_id", "product_id", "compute_price", "fixed_price")
        return (*names, "percent_price", "price_discount", "date_start", "date_end", *super()._call_rule_fields())


class CallCampaign(models.Model):
    """Campaign rules."""

    _name = "call.campaign"
    _inherit = ["call.campaign", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("partner_id", "code", "rate_card_id", "active", *super()._call_rule_fields())


class CallRateCard(models.Model):
    """Cards."""

    _name = "call.rate.card"
    _inherit = ["call.rate.card", "call.rule.mixin"]

    def _call_rule_fields(self):
        return ("name", "kind", "supplier_id", "currency_id", "active", *super()._call_rule_fields())


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
