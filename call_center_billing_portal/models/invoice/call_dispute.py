"""Who opens a dispute about an invoice has questioned it."""

from odoo import api, models


class CallDispute(models.Model):
    """Whichever way the dispute came: by the portal, or noted by a clerk."""

    _inherit = "call.dispute"

    @api.model
    @api.private
    def _open_dispute(self, partner, *args, **kwargs):
        """Override: the client's answer to the invoices that are disputed."""
        dispute = super()._open_dispute(partner, *args, **kwargs)
        dispute.sudo().move_ids._call_note_question(partner)
        return dispute
