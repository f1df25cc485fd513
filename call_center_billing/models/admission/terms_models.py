"""The whole list of what terms follow from: a change of these is known to every worker at its next request."""

from odoo import models

#: their own price lists and groups come with the facts of each call
READ_ANEW = frozenset({"res.partner", "call.number"})


class AccountTax(models.Model):
    """Taxes on what is not invoiced yet."""

    _name = "account.tax"
    _inherit = ["account.tax", "call.terms.signal"]


class AccountFiscalPosition(models.Model):
    """Whose taxes are others."""

    _name = "account.fiscal.position"
    _inherit = ["account.fiscal.position", "call.terms.signal"]


class ProductTemplate(models.Model):
    """Taxes and category of articles."""

    _name = "product.template"
    _inherit = ["product.template", "call.terms.signal"]

    def _call_terms_change(self, names):
        return bool(names & {"taxes_id", "categ_id"})


class ProductCategory(models.Model):
    """Rules of price lists go by categories."""

    _name = "product.category"
    _inherit = ["product.category", "call.terms.signal"]

    def _call_terms_change(self, names):
        return "parent_id" in names


class ResCurrencyRate(models.Model):
    """Exchange rates."""

    _name = "res.currency.rate"
    _inherit = ["res.currency.rate", "call.terms.signal"]


class ResCountryGroup(models.Model):
    """Odoo's price lists of countries."""

    _name = "res.country.group"
    _inherit = ["res.country.group", "call.terms.signal"]


class ProductPricelist(models.Model):
    """Which list a country's customers have."""

    _name = "product.pricelist"
    _inherit = ["product.pricelist", "call.terms.signal"]

    def _call_terms_change(self, names):
        return bool(names & {"country_group_ids", "sequence", "company_id"})


class CallRuleMixin(models.AbstractModel):
    """All rules of pricing leave a trace; what is traced is signalled, but for what is read anew for each call."""

    _inherit = "call.rule.mixin"

    def _note_rule_changes(self, event, before, after):
        result = super()._note_rule_changes(event, before, after)
        if self._name not in READ_ANEW and before != after:
            self.env.registry.clear_cache()
        return result
