"""Invoices on the portal."""

from odoo import models
from odoo.fields import Domain


class AccountMove(models.Model):
    """The calls behind an invoice, for whoever may see the invoice."""

    _inherit = "account.move"

    def _get_portal_calls_domain(self):
        """The calls that the invoice charges."""
        self.ensure_one()
        return Domain(self._call_statement_lines()._calls_domain())
