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
    call_liftable = fields.Boolean(
        string="Blocked by Hand", compute="_compute_call_blocked", groups=SALES, help="A clerk may lift the block."
    )
    call_block_text = fields.Text(string="Why Blocked", compute="_compute_call_blocked", groups=SALES)

    call_block_count = fields.Integer(
        string="Times Blocked", compute="_compute_call_block_count", groups=SALES, help="Blocks of the account so far."
    )

    def _compute_call_block_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.block"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_block_count = counts.get(partner.commercial_partner_id, 0)

    @api.depends("call_block_ids.lifted_at", "call_block_ids.date_from", "call_block_ids.date_to")
    @api.depends_context("company", "lang", "tz")
    def _compute_call_blocked(self):
        by_partner = self._call_open_blocks().grouped("partner_id")
        for partner in self:
            blocks = by_partner.get(partner.commercial_partner_id, self.env["call.block"])
            partner.call_blocked = bool(blocks)
            partner.call_liftable = "manual" in blocks.mapped("cause")
            partner.call_block_text = "\n".join(block._in_words() for block in blocks) or False

    def _call_open_blocks(self):
        """The blocks of these accounts that are in force now, in the company at work."""
        blocks = self.env["call.block"]
        mine = Domain("partner_id", "in", self.commercial_partner_id.ids)
        return blocks.search(blocks._open_domain(self.env.company) & mine)

    @api.model
    def _search_call_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        blocks = self.env["call.block"]
        domain = blocks._open_domain(self.env.company) & Domain("partner_id", "!=", False)
        blocked = Domain("commercial_partner_id", "in", blocks._search(domain).subselect("partner_id"))
        return Domain.OR([blocked if wanted else ~blocked for wanted in value])

    def _call_lift(self, cause):
        """Lift the account's blocks of one cause, in the company at work, and return them; others stay."""
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
        blocks = self._call_open_blocks()
        (blocks.filtered(lambda block: block.cause == "manual") or blocks).action_lift()

    def action_view_call_blocks(self):
        """The account's blocks and those of its numbers, with those that are over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_block_action")
        partner = self.commercial_partner_id
        numbers = partner.call_number_ids.filtered(lambda number: number.kind != "account").mapped("number")
        domain = ["|", ("partner_id", "=", partner.id), ("number", "in", numbers)]
        return action | {"domain": domain, "context": {"default_partner_id": partner.id}}
