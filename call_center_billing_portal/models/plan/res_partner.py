"""Whose price list would price these calls, if the account had another plan?"""

from odoo import models

from odoo.addons.call_center_billing.models.account.price_rule import PriceRule

#: context: (id of an account, id of the price list that it is looked at with)
SUPPOSED = "call_supposed_list"


class ResPartner(models.Model):
    """What plans are compared by."""

    _inherit = "res.partner"

    def _call_pricelist_rules(self, company, number=None, campaign=None):
        """Override: with a list supposed for an account, that one stands in its place; numbers and campaigns with lists
        of their own keep them."""
        rules = super()._call_pricelist_rules(company, number, campaign)
        account_id, list_id = self.env.context.get(SUPPOSED, (0, 0))
        if not list_id or self.commercial_partner_id._call_priced_as(company).id != account_id:
            return rules
        pricelist = self.env["product.pricelist"].browse(list_id)
        found, won = [], False
        for rule in rules:
            if rule.level == "account":
                found.append(PriceRule("account", rule.record, pricelist, "overruled" if won else "wins"))
                won = True
            else:
                overruled = won and rule.outcome == "wins"
                found.append(rule._replace(outcome="overruled") if overruled else rule)
                won = won or rule.outcome == "wins"
        return found
