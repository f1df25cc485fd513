"""Plans whose parts are drawn from a card."""

from odoo import models

from .res_partner_collect import AHEAD


class CallInstalmentPlan(models.Model):
    """A part that is being drawn, or will be tried again, is not late yet."""

    _inherit = "call.instalment.plan"

    def _is_kept(self, day):
        """Override: the parts that a card is to be charged for count as paid."""
        if super()._is_kept(day):
            return True
        charges = self.env["call.card.charge"].sudo()
        underway = charges.search([("part_id", "in", self.part_ids.ids), ("state", "in", AHEAD)])
        late = self.part_ids.filtered(lambda part: part.date < day and part._call_left() > 0)
        return bool(late) and late <= underway.part_id and not underway.filtered("withdrawn")
