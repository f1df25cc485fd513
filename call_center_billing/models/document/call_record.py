"""A call as its customer may read it."""

from odoo import models

from .res_partner import ALL_DIGITS


class CallRecord(models.Model):
    """On bills and in the portal alike."""

    _inherit = "call.record"

    def _billed_b_number(self):
        """The called number as law, company and account want it; empty if it may not be shown."""
        self.ensure_one()
        digits = self.partner_id._call_hidden_digits(self.company_id)
        hidden = self._called_in_confidence() or (digits >= ALL_DIGITS and self.service != "agent")
        return "" if hidden else self._masked_b_number(digits)

    def _called_in_confidence(self):
        """Whether nobody else may read who was called."""
        return self.destination_id.hidden_on_bills

    def _billed_destination(self):
        """The destination's name, unless nobody else may read it."""
        return self.env._("Not shown") if self._called_in_confidence() else self.destination_id.name or ""
