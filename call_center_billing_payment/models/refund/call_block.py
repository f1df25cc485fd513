"""Accounts that were blocked for an overdue invoice stay blocked when it is written off, unless the company says so."""

from odoo import models
from odoo.fields import Domain


class CallBlock(models.Model):
    """Blocks that outlive their invoice."""

    _inherit = "call.block"

    def _call_keep(self, note):
        """A block of the same kind that a person lifts, in place of each of these."""
        for block in self.filtered("partner_id"):
            same = [("partner_id", "=", block.partner_id.id), ("cause", "=", "manual"), ("note", "=", note)]
            if not self.search_count(self._open_domain(block.company_id) & Domain(same), limit=1):
                self.create(
                    {
                        "partner_id": block.partner_id.id,
                        "company_id": block.company_id.id,
                        "reason_id": block.reason_id.id,
                        "level": block.level,
                        "note": note,
                    }
                )
