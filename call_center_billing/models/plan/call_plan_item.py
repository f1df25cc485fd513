"""Items of a plan."""

from odoo import api, fields, models

from ...fields import Micro
from .kinds import KINDS


class CallPlanItem(models.Model):
    """One charge of a plan: what for, as which article, how much and how often."""

    _name = "call.plan.item"
    _description = "Plan Item"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("call.plan.version", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="version_id.company_id", store=True)
    currency_id = fields.Many2one(related="version_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="recurring")
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        required=True,
        ondelete="restrict",
        domain=[("type", "=", "service")],
        help="What it is sold as: article number, description, taxes and income account.",
    )
    price = Micro(
        help="Per unit and whole period, without tax. Of a commitment: what a whole period comes to at least."
    )
    cycle_id = fields.Many2one("call.cycle", string="Own Cycle", ondelete="restrict", help="Empty: the plan's.")
    advance = fields.Boolean(
        string="In Advance", default=True, help="Charged when the period begins; otherwise when it is over."
    )
    prorate = fields.Boolean(
        string="By Days", default=True, help="A part of a period costs its days only; otherwise as much as a whole one."
    )

    _price = models.Constraint("CHECK (COALESCE(price, 0) >= 0)", "A fee cannot be less than nothing.")

    @api.depends("kind", "product_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for item in self:
            item.display_name = f"{labels.get(item.kind, '')}: {item.product_id.display_name or ''}"
