"""Which rules of pricing, changed for a time that has passed, ask for another look at the calls of that time?"""

from odoo import api, models


class CallRateVersion(models.Model):
    """A version that is published for a time that has begun."""

    _inherit = "call.rate.version"

    def action_publish(self):
        """Override: look at the calls that it would have priced."""
        result = super().action_publish()
        for version in self.filtered(lambda version: version.card_id.kind != "cost"):
            for company in (
                version.company_id or self.env["call.source"].sudo().search([("company_id", "!=", False)]).company_id
            ):
                self.env["call.correction.hint"]._queue(
                    company, version.display_name, version.valid_from, card_id=version.card_id.id
                )
        return result


class CallDiscount(models.Model):
    """A discount from a day that has passed."""

    _inherit = "call.discount"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: look at the calls since."""
        discounts = super().create(vals_list)
        discounts._hint_of_past(discounts.mapped("date_from"))
        return discounts

    def write(self, vals):
        """Override: look at the calls since."""
        before = self.mapped("date_from")
        result = super().write(vals)
        if vals.keys() & set(self._call_rule_fields()) - {"user_id"}:
            self._hint_of_past(before)
        return result

    def _hint_of_past(self, days):
        """
        :param list days: besides the discount's own, the days it began on before the change
        """
        for discount in self:
            begin = discount._begin_of(min([discount.date_from, *days]))
            self.env["call.correction.hint"]._queue(
                discount.company_id,
                discount.display_name,
                begin,
                partner_ids=[(6, 0, discount.partner_id.commercial_partner_id.ids)],
            )


class ProductPricelistItem(models.Model):
    """A rule of a price list with a first day that has passed. One without a first day is meant for calls to come."""

    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: look at the calls since."""
        items = super().create(vals_list)
        items._hint_of_past()
        return items

    def write(self, vals):
        """Override: look at the calls since."""
        result = super().write(vals)
        if vals.keys() & set(self._call_rule_fields()):
            self._hint_of_past()
        return result

    def _hint_of_past(self):
        companies = self.env["call.source"].sudo().search([("company_id", "!=", False)]).company_id
        for item in self.filtered("date_start"):
            for company in item.company_id or companies:
                self.env["call.correction.hint"]._queue(
                    company,
                    f"{item.pricelist_id.name}: {item.name}",
                    item.date_start,
                    pricelist_id=item.pricelist_id.id,
                )
