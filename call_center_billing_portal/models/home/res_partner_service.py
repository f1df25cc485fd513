"""Whether the account can call, and why not."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_service(self):
        """The state of the service as the customer is told it: who blocked, and our notes, are for colleagues.

        :return: {"is_active": no block, "label", "since": text or "", "lifted_until": text or "", "blocks": [{"what",
            "why": what callers hear, "since", "until": text or ""}]}
        """
        account = self.sudo().commercial_partner_id
        life, blocks = account.call_life_id.sudo(), account._portal_blocks()
        state = account.call_life_state
        label = dict(account._fields["call_life_state"]._description_selection(self.env))[state]
        return {
            "is_active": state == "active" and not blocks,
            "label": self.env._("Blocked in part or whole") if blocks and state == "active" else label,
            "since": format_date(self.env, life.since) if life.since and state != "active" else "",
            "lifted_until": format_date(self.env, account.call_life_lifted_until or ""),
            "blocks": [account._prepare_portal_block(block) for block in blocks],
        }

    def _portal_blocks(self):
        """Blocks in force of the account, of whoever pays for it, and of its numbers."""
        now, company = fields.Datetime.now(), self.env.company
        numbers = self.call_number_ids.filtered(
            lambda each: (
                each.company_id == company and each.valid_from <= now and (not each.valid_to or each.valid_to > now)
            )
        )
        blocks = self.env["call.block"]
        concerned = Domain("partner_id", "in", (self | self._call_payer()).ids)
        concerned |= Domain("number", "in", numbers.mapped("number"))
        return blocks.search(blocks._open_domain(company) & concerned)

    def _prepare_portal_block(self, block):
        zone = self._call_payer().sudo()._call_timezone(self.env.company)
        return {
            "what": f"{block.number}: {block._level_text()}" if block.number else block._level_text(),
            "why": block.prompt_text or "",
            "since": format_datetime(self.env, block.date_from, tz=zone, dt_format="short"),
            "until": format_datetime(self.env, block.date_to, tz=zone, dt_format="short") if block.date_to else "",
        }
