"""Blocks of an account."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.credit import SALES


class ResPartner(models.Model):
    """Is it blocked, and how did it come to that?"""

    _inherit = "res.partner"

    call_block_ids = fields.One2many("call.block", "partner_id", string="Blocks", groups=SALES)
    call_blocked = fields.Boolean(
        string="Blocked",
        compute="_compute_call_blocked",
        search="_search_call_blocked",
        groups=SALES,
        help="None of the account's numbers may call.",
    )

    call_block_count = fields.Integer(
        string="Times Blocked", compute="_compute_call_block_count", groups=SALES, help="Blocks of the account so far."
    )

    def _compute_call_block_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.block"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_block_count = counts.get(partner.commercial_partner_id, 0)

    @api.depends_context("company")
    def _compute_call_blocked(self):
        blocks = self.env["call.block"]
        domain = blocks._open_domain(self.env.company) & Domain("partner_id", "in", self.commercial_partner_id.ids)
        blocked = blocks.search(domain).partner_id
        for partner in self:
            partner.call_blocked = partner.commercial_partner_id in blocked

    @api.model
    def _search_call_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        blocks = self.env["call.block"]
        domain = blocks._open_domain(self.env.company) & Domain("partner_id", "!=", False)
        blocked = Domain("commercial_partner_id", "in", blocks._search(domain).subselect("partner_id"))
        return Domain.OR([blocked if wanted else ~blocked for wanted in value])

    def _call_lift(self, cause):
        """Lift the account's blocks of one cause, in the company at work; those of others stay. Returns those lifted."""
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("lifted_at", "=", False)]
        blocks = self.env["call.block"].search([*domain, ("company_id", "=", self.env.company.id)])
        return blocks._lift(cause)

    def action_call_block(self):
        """The form of a new block of this account."""
        self.ensure_one()
        return self.env["call.block"]._new_form({"default_partner_id": self.commercial_partner_id.id})

    def action_call_lift(self):
        """Lift what was blocked by hand."""
        self.ensure_one()
        domain = self.env["call.block"]._open_domain(self.env.company)
        blocks = self.env["call.block"].search(domain & Domain("partner_id", "=", self.commercial_partner_id.id))
        (blocks.filtered(lambda block: block.cause == "manual") or blocks).action_lift()

    def action_view_call_blocks(self):
        """The account's blocks and those of its numbers, with those that are over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_block_action")
        partner = self.commercial_partner_id
        numbers = partner.call_number_ids.filtered(lambda number: number.kind == "phone").mapped("number")
        domain = ["|", ("partner_id", "=", partner.id), ("number", "in", numbers)]
        return action | {"domain": domain, "context": {"default_partner_id": partner.id}}
