"""Statements with charges."""

from odoo import models


class CallStatement(models.Model):
    """What is charged is calls and charges."""

    _inherit = "call.statement"

    def _charged_lines(self):
        """Override: charges are lines without calls."""
        return self.line_ids.filtered(lambda line: line.call_count or line._is_charge())
