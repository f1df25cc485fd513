"""Lines of quotations that stand for plans."""

from fractions import Fraction

from odoo import api, fields, models

from ...money import MICRO

#: kinds of items that the price of a plan's article is made of: what one of it costs in each period
PERIODIC = ("recurring", "support", "seat")


class SaleOrderLine(models.Model):
    """The plan's price is that of a period; its subscription bills it, never the order."""

    _inherit = "sale.order.line"

    call_plan_id = fields.Many2one(related="product_template_id.call_plan_id")

    def _call_plan_version(self):
        """The version that would start."""
        self.ensure_one()
        day = self.order_id.call_agreement_id.date_start or fields.Date.context_today(self)
        return self.call_plan_id.sudo()._at(day)

    def _call_plan_price(self):
        """What one of the plan costs in a period, in the order's currency.

        :rtype: float
        """
        version = self._call_plan_version()
        price = sum(version.item_ids.filtered(lambda item: item.kind in PERIODIC).mapped("price")) / MICRO
        order = self.order_id
        day = order.date_order or fields.Datetime.now()
        return version.currency_id._convert(price, order.currency_id, order.company_id, day) if version else 0

    def _get_display_price(self):
        """Override of `sale`: a plan costs what its version says."""
        return self._call_plan_price() if self.call_plan_id else super()._get_display_price()

    def _call_net_price(self):
        """What was agreed for one and a period, discount taken off; micro-units of the order's currency."""
        gross = Fraction(f"{self.price_unit:.6f}")
        return round(gross * (100 - Fraction(f"{self.discount:.4f}")) / 100 * MICRO)

    @api.depends("product_template_id.call_plan_id")
    def _compute_qty_to_invoice(self):
        """Override of `sale`: a plan is billed by its subscription."""
        plans = self.filtered("call_plan_id")
        result = super(SaleOrderLine, self - plans)._compute_qty_to_invoice()
        plans.qty_to_invoice = 0
        return result

    def _get_sale_order_line_multiline_description_sale(self):
        """Override of `sale`: what a plan charges, item by item."""
        text = super()._get_sale_order_line_multiline_description_sale()
        if self.call_plan_id and (version := self._call_plan_version()):
            return "\n".join([text, *version._price_texts()])
        return text
