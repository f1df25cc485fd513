"""Which calls wait for what? A change of a number or of a rule of pricing brings through those that it concerns.

Calls that have a price are never among them: what was charged stays.
"""

from odoo import api, models
from odoo.fields import Domain

#: calls whose price is missing for want of a rule; those that came too late have one
UNRATED = [("state", "=", "unrated"), ("reason", "in", ["no_card", "no_version", "no_rate"])]


class CallRuleMixin(models.AbstractModel):
    """Every rule of pricing says which calls a change of it may rate."""

    _inherit = "call.rule.mixin"

    def _call_waiting_fields(self):
        """Names of the fields whose change may bring calls through."""
        return self._call_rule_fields()

    def _call_waiting_domain(self):
        """The waiting calls that these records concern; None: such a change brings none through."""
        return

    def write(self, vals):
        """Send the calls that waited for this change through again."""
        result = super().write(vals)
        if vals.keys() & set(self._call_waiting_fields()):
            self._queue_waiting()
        return result

    def _queue_waiting(self):
        """Queue the calls that these records concern."""
        domain = self.sudo()._call_waiting_domain() if self else None
        if domain:
            self.env["call.redo"]._queue(self[:1].display_name, domain)


class ResCompany(models.Model):
    """Default rate card and basic price list."""

    _inherit = "res.company"

    def _call_waiting_domain(self):
        return [*UNRATED, ("company_id", "in", self.ids)]


class ProductPricelist(models.Model):
    """The list's rate card."""

    _inherit = "product.pricelist"

    def _call_waiting_domain(self):
        return [*UNRATED, ("pricelist_id", "in", self.ids)]


class CallCustomerGroup(models.Model):
    """The group's price list."""

    _inherit = "call.customer.group"

    def _call_waiting_domain(self):
        return [*UNRATED, ("partner_id.call_group_id", "in", self.ids)]


class ResPartner(models.Model):
    """Price list and group of a customer."""

    _inherit = "res.partner"

    def _call_waiting_domain(self):
        return [*UNRATED, ("partner_id", "in", self.commercial_partner_id.ids)]


class CallCampaign(models.Model):
    """A campaign may price the calls of its account code."""

    _inherit = "call.campaign"

    @api.model_create_multi
    def create(self, vals_list):
        """Send the calls through again that a new campaign may price."""
        campaigns = super().create(vals_list)
        campaigns._queue_waiting()
        return campaigns

    def _call_waiting_domain(self):
        codes = [code for code in self.mapped("code") if code]
        own = [("state", "=", "unmatched"), ("company_id", "in", self.company_id.ids), ("service", "!=", "voice")]
        by_code = Domain([*own, ("account_code", "in", codes)])
        return list(by_code | Domain([*UNRATED, ("partner_id", "in", self.partner_id.ids)]))


class CallNumber(models.Model):
    """Owners of numbers, and the numbers' price lists."""

    _inherit = "call.number"

    @api.model_create_multi
    def create(self, vals_list):
        """Send the calls through again that came from these numbers before anybody owned them."""
        numbers = super().create(vals_list)
        numbers._queue_waiting()
        return numbers

    def _call_waiting_fields(self):
        return ("number", "partner_id", "valid_from", "valid_to", *super()._call_waiting_fields())

    def _call_waiting_domain(self):
        names = self.mapped("number")
        by_account = Domain([("service", "!=", "voice"), ("account_code", "in", names)])
        unmatched = Domain(
            [
                ("state", "=", "unmatched"),
                ("company_id", "in", self.company_id.ids),
                ("started_at", ">=", min(self.mapped("valid_from"))),
            ]
        )
        named = Domain("a_number", "in", names) | by_account
        return list((unmatched & named) | Domain([*UNRATED, ("number_id", "in", self.ids)]))


class CallRateVersion(models.Model):
    """Prices of a card from a moment on."""

    _inherit = "call.rate.version"

    def _call_waiting_fields(self):
        return ("state",)

    def _call_waiting_domain(self):
        published = self.filtered(lambda version: version.state == "published" and version.card_id.kind != "cost")
        if not published:
            return None
        cards = published.card_id
        lists = self.env["product.pricelist"].with_context(active_test=False)
        named = lists.search([("call_rate_card_id", "in", cards.ids)])
        companies = self.env["res.company"].search([("call_rate_card_id", "in", cards.ids)])
        others = lists.search([("call_rate_card_id", "=", False)]) if companies else lists
        by_default = Domain([("company_id", "in", companies.ids), ("pricelist_id", "in", [*others.ids, False])])
        by_list = Domain("pricelist_id", "in", named.ids)
        since = ("started_at", ">=", min(published.mapped("valid_from")))
        return list(Domain([*UNRATED, since]) & (by_list | by_default))
