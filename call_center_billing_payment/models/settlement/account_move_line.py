"""Items of a gateway's settlement."""

from odoo import fields, models
from odoo.exceptions import UserError


class AccountMoveLine(models.Model):
    """They know the line that they come from."""

    _inherit = "account.move.line"

    call_gateway_line_id = fields.Many2one(
        "call.gateway.report.line",
        string="Gateway's Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )


class AccountMove(models.Model):
    """Entries of settlements."""

    _inherit = "account.move"

    def _call_entry_journal(self, report):
        """The journal of settlements: the company's first one of miscellaneous entries."""
        domain = [*self.env["account.journal"]._check_company_domain(report.company_id), ("type", "=", "general")]
        journal = self.env["account.journal"].search(domain, limit=1)
        if not journal:
            raise UserError(
                self.env._("%(name)s has no journal for miscellaneous entries. Make one.", name=report.company_id.name)
            )
        return journal
