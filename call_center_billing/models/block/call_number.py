"""Blocks of bare numbers."""

from odoo import api, fields, models
from odoo.fields import Domain


class CallNumber(models.Model):
    """Is this number blocked, by itself or with its owner's account?"""

    _inherit = "call.number"

    blocked = fields.Boolean(
        compute="_compute_blocked",
        search="_search_blocked",
        help="No calls from this number: it is blocked itself, or its owner's account is.",
    )

    def _compute_blocked(self):
        by_company = self.grouped("company_id")
        for company, numbers in by_company.items():
            open_blocks = self.env["call.block"].sudo()._open_domain(company)
            concerned = Domain("number", "in", numbers.mapped("number")) | Domain(
                "partner_id", "in", numbers.partner_id.ids
            )
            blocks = self.env["call.block"].sudo().search(open_blocks & concerned)
            texts, partners = set(blocks.mapped("number")), blocks.partner_id
            for number in numbers:
                number.blocked = number.number in texts or number.partner_id in partners
        (self - self.union(*by_company.values())).blocked = False

    @api.model
    def _search_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        blocks = self.env["call.block"].sudo()
        open_blocks = Domain.OR([blocks._open_domain(company) for company in self.env.companies])
        concerned = [
            Domain(name, "in", blocks._search(open_blocks & Domain(name, "!=", False)).subselect(name))
            for name in ("number", "partner_id")
        ]
        blocked = Domain.OR(concerned)
        return Domain.OR([blocked if wanted else ~blocked for wanted in value])

    def action_block(self):
        """The form of a new block of this number."""
        self.ensure_one()
        return self.env["call.block"]._new_form(
            {"default_number": self.number, "default_company_id": self.company_id.id}
        )

    def action_view_blocks(self):
        """Blocks of this number, whoever owned it, and of its owner's account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_block_action")
        domain = ["|", ("number", "=", self.number), ("partner_id", "=", self.partner_id.id)]
        return action | {"domain": domain, "context": {"default_number": self.number}}
