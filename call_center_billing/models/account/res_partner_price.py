"""Which price list prices an account, and why."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .price_rule import PriceRule


class ResPartner(models.Model):
    """Price list, customer group and discounts. The commercial partner carries them."""

    _inherit = "res.partner"

    call_group_id = fields.Many2one(
        "call.customer.group",
        string="Customer Group",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="Its price list holds unless the customer has a price list of its own.",
    )
    call_discount_ids = fields.One2many("call.discount", "partner_id", string="Discounts")

    def write(self, vals):
        """The price list follows the customer group.

        Not by `@api.depends`: Odoo would take a field of its own with it when ours are uninstalled.
        """
        result = super().write(vals)
        if "call_group_id" in vals:
            self.env["res.partner"].invalidate_model(["property_product_pricelist"])
        return result

    def _inverse_product_pricelist(self):
        """Override of `product`: a customer has a list of its own if it is not the one it would have anyway.

        Odoo compares with the list of the country; here the group's and the basic list come before that.
        """
        model = self.env["product.pricelist"]
        countries = model._get_country_pricelist_multi(self.country_id.ids)
        for partner in self:
            chosen = partner.property_product_pricelist
            inherited = partner._call_inherited_pricelist(self.env.company) or countries.get(partner.country_id.id)
            partner.specific_property_product_pricelist = False if chosen == inherited else chosen

    def action_view_price_rules(self):
        """The price look-up for this customer, which shows who decides its prices."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_price_lookup_action")
        name = self.env._("Price Rules of %(customer)s", customer=self.commercial_partner_id.name)
        return action | {"name": name, "context": {"default_partner_id": self.commercial_partner_id.id}}

    def action_view_call_discounts(self):
        """The customer's discounts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_discount_action")
        partner = self.commercial_partner_id
        return action | {
            "domain": [("partner_id", "=", partner.id)],
            "context": {"default_partner_id": partner.id, "active_test": False},
        }

    def _call_pricelist_rules(self, company, number=None, campaign=None):
        """Who decides the prices of the account's calls: all levels, the most particular first.

        The last level always has a record, the company, whose list is the basic price list, else the one that Odoo
        gives customers without a list. If no level names a list, none wins: calls go by the default rate card.

        :param call.number number: the number that the call came from, if known
        :param call.campaign campaign: the call's campaign, if any
        :rtype: list(PriceRule)
        """
        account = self.commercial_partner_id._call_priced_as(company).with_company(company)
        none = self.env["product.pricelist"]
        levels = [
            ("number", number or self.env["call.number"], number.pricelist_id if number else none),
            ("campaign", campaign or self.env["call.campaign"], campaign.pricelist_id if campaign else none),
            ("account", account, account.specific_property_product_pricelist),
            ("group", account.call_group_id, account.call_group_id.pricelist_id),
            ("system", company, account._call_system_pricelist(company)),
        ]
        rules, won = [], False
        for level, record, pricelist in levels:
            outcome = _outcome(pricelist, company, level != "group" or record.active)
            outcome = "overruled" if won and outcome == "wins" else outcome
            won = won or outcome == "wins"
            rules.append(PriceRule(level, record, pricelist, outcome))
        return rules

    def _call_system_pricelist(self, company):
        """The basic price list; without one, what Odoo gives the customer's country, else its first list."""
        basic = company.sudo().call_pricelist_id
        if _outcome(basic, company) == "wins":
            return basic
        lists = self.env["product.pricelist"].with_company(company)._get_country_pricelist_multi(self.country_id.ids)
        return lists.get(self.country_id.id, self.env["product.pricelist"])

    def _call_inherited_pricelist(self, company):
        """The list of the account's group, else the basic one; maybe none."""
        group = self.sudo().commercial_partner_id.call_group_id
        for pricelist in (group.filtered("active").pricelist_id, company.sudo().call_pricelist_id):
            if _outcome(pricelist, company) == "wins":
                return pricelist.sudo(False)
        return self.env["product.pricelist"]

    @api.model
    def _synced_commercial_fields(self):
        """Override of `base`: contacts of a customer are in its group."""
        return [*super()._synced_commercial_fields(), "call_group_id"]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_discounted(self):
        """A discount says what a customer was promised."""
        if self.env["call.discount"].sudo().search_count([("partner_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A customer with discounts cannot be deleted; archive it instead."))


def _outcome(pricelist, company, active=True):
    """What becomes of a level by itself, see `PriceRule.outcome`; `active`: what names the list is."""
    pricelist = pricelist.sudo()
    if not pricelist:
        return "nothing"
    if not (pricelist.active and active):
        return "archived"
    return "wins" if pricelist.company_id in (company, company.browse()) else "elsewhere"
