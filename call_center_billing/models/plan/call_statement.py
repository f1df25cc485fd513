"""Statements with charges."""

from odoo import api, models
from odoo.exceptions import UserError


class CallStatement(models.Model):
    """What is charged is calls and charges."""

    _inherit = "call.statement"

    def _charged_lines(self):
        """Override: charges are lines without calls."""
        return self.line_ids.filtered(lambda line: line.call_count or line._is_charge())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        if self.sudo().line_ids.charge_id:
            raise UserError(self.env._("A statement with charges cannot be deleted."))
