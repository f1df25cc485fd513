"""Kinds of calls that a customer has switched off for itself."""

from odoo import api, fields, models

from ..tariff.call_destination import DESTINATION_CLASSES


class CallOwnBlock(models.Model):
    """Beside what the operator does not connect, and never instead of it: the customer adds and takes away its own."""

    _name = "call.own.block"
    _description = "Calls a Customer Has Switched Off"
    _order = "partner_id, destination_class"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", required=True, readonly=True)

    _once = models.UniqueIndex("(partner_id, destination_class)", "These calls are switched off already.")

    @api.depends("destination_class")
    def _compute_display_name(self):
        labels = dict(self._fields["destination_class"]._description_selection(self.env))
        for block in self:
            block.display_name = labels.get(block.destination_class, "")
