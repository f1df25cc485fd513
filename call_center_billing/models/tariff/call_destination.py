"""Where calls go."""

from odoo import fields, models

DESTINATION_CLASSES = [
    ("local", "Fixed lines"),
    ("mobile", "Mobile"),
    ("international", "International"),
    ("premium", "Premium service"),
    ("free", "Freephone"),
]


class CallDestination(models.Model):
    """A country, network or service as rate cards name it: “Sweden mobile”. Its article is what invoices show."""

    _name = "call.destination"
    _description = "Destination"
    _order = "destination_class, name"

    name = fields.Char(required=True, translate=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", required=True, default="international")
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        required=True,
        ondelete="restrict",
        domain=[("type", "=", "service")],
        default=lambda self: self.env.ref("call_center_billing.product_call_international", raise_if_not_found=False),
        help="What calls to this destination are sold as: article number, description, taxes and income account.",
    )
    rate_ids = fields.One2many("call.rate", "destination_id", string="Rates")

    _name_unique = models.Constraint("UNIQUE (name)", "There is a destination of that name already.")
