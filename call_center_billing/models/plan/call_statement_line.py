"""Charges as lines of a statement."""

from odoo import api, fields, models

from ...money import MICRO


class CallStatementLine(models.Model):
    """A line is a sum of calls, or one charge."""

    _inherit = "call.statement.line"

    charge_id = fields.Many2one("call.charge", readonly=True, ondelete="restrict")

    _charged_once = models.UniqueIndex("(charge_id) WHERE charge_id IS NOT NULL", "This charge is on a statement.")
    _class = models.Constraint(
        "CHECK (charge_id IS NOT NULL OR destination_class IS NOT NULL)", "Calls have a class of destinations."
    )

    def _is_charge(self):
        """Whether the line stands for a charge, and no calls."""
        self.ensure_one()
        return bool(self.charge_id)

    @api.depends("charge_id.name")
    def _compute_band(self):
        """Override: a charge tells what it is for."""
        return super()._compute_band()

    def _band_parts(self, point):
        """Override: a charge has a text in place of a price band."""
        return (self.sudo().charge_id.name,) if self._is_charge() else super()._band_parts(point)

    @api.depends("charge_id")
    def _compute_used(self):
        """Override: nothing is used of a charge."""
        charges = self.filtered("charge_id")
        charges.used = ""
        return super(CallStatementLine, self - charges)._compute_used()

    def _order_line_text(self):
        """Override: what a charge is for, and how many at which price."""
        if not self._is_charge():
            return super()._order_line_text()
        return self.sudo().charge_id._document_text()


class CallCharge(models.Model):
    """What customers read."""

    _inherit = "call.charge"

    def _document_text(self):
        """Campaign, text, and quantity and price where there are several."""
        self.ensure_one()
        title = ", ".join(part for part in (self.campaign_id.name, self.name) if part)
        if self.quantity in (0, 1):
            return title
        price = self.currency_id.format((self.price or 0) / MICRO)
        return f"{title}\n{self.quantity:g} × {price}"
