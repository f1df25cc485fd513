"""Blocks of an account."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.credit import SALES


class ResPartner(models.Model):
    """Is it blocked, and since when?"""

    _inherit = "res.partner"

    call_block_ids = fields.One2many("call.block", "partner_id", string="Blocks", groups=SALES)
    call_blocked = fields.Boolean(
        string="Blocked",
        compute="_compute_call_blocked",
        search="_search_call_blocked",
        groups=SALES,
        help="None of the account's numbers may call.",
    )

    def _call_open_blocks(self):
        """The domain of blocks of accounts that are in force now, in the company at work."""
        now = fields.Datetime.now()
        return Domain(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "!=", False),
                ("lifted_at", "=", False),
                ("date_from", "<=", now),
            ]
        ) & Domain.OR([[("date_to", "=", False)], [("date_to", ">", now)]])

    @api.depends_context("company")
    def _compute_call_blocked(self):
        domain = self._call_open_blocks() & Domain("partner_id", "in", self.commercial_partner_id.ids)
        blocked = self.env["call.block"].search(domain).partner_id
        for partner in self:
            partner.call_blocked = partner.commercial_partner_id in blocked

    def _search_call_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        blocked = self.env["call.block"]._search(self._call_open_blocks())
        domain = Domain("commercial_partner_id", "in", blocked.subselect("partner_id"))
        return Domain.OR([domain if wanted else ~domain for wanted in value])
