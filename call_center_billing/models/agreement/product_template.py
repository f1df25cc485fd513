"""Articles that stand for a plan on quotations."""

from odoo import fields, models


class ProductTemplate(models.Model):
    """Sold on a quotation, such an article starts a subscription, which bills it; the order itself doesn't."""

    _inherit = "product.template"

    call_plan_id = fields.Many2one(
        "call.plan",
        index="btree_not_null",
        ondelete="restrict",
        help="A quotation with this article becomes a service agreement; when it is signed, the plan's subscription "
        "starts and bills it from period to period.",
    )
