"""Invoices on the portal."""

from odoo import models
from odoo.fields import Domain


class AccountMove(models.Model):
    """The calls behind an invoice, for whoever may see the invoice."""

    _inherit = "account.move"

    def _get_portal_calls_domain(self):
        """The calls that the invoice charges."""
        self.ensure_one()
        lines = self._call_statement_lines()
        # the statements are there for the index on them
        return Domain("statement_id", "in", lines.statement_id.ids) & Domain("statement_line_id", "in", lines.ids)
