"""Statements of accounts that their reseller bills: handed over as lists, never invoiced by us."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..account.credit import SALES


class CallStatement(models.Model):
    """Its sums count towards the account's balance until it is handed over."""

    _inherit = "call.statement"

    by_reseller = fields.Boolean(
        string="Billed by the Reseller", readonly=True, copy=False, help="The reseller invoices these calls, not we."
    )
    sub_lines = fields.Boolean(string="Tells Sub-Accounts Apart", related="partner_id.call_sub_lines", groups=SALES)
    handed_over_on = fields.Date(readonly=True, copy=False, help="When the list of calls was made for the reseller.")
    state = fields.Selection(selection_add=[("handed_over", "Handed Over")], ondelete={"handed_over": "set null"})

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever bills the account when its first call comes bills the statement."""
        statements = super().create(vals_list)
        for statement in statements:
            account = statement.sudo().partner_id
            if account.call_reseller_id and account.call_billed_by == "reseller":
                statement.by_reseller = True
        return statements

    @api.depends("handed_over_on")
    def _compute_state(self):
        """Override: what is handed over is done with."""
        done = self.filtered("handed_over_on")
        done.state = "handed_over"
        return super(CallStatement, self - done)._compute_state()

    def _check_billable(self):
        """Override: the reseller bills its own customers."""
        if theirs := self.filtered("by_reseller"):
            raise UserError(
                self.env._(
                    "%(statements)s are billed by the reseller. Choose “Hand Over to Reseller” instead.",
                    statements=", ".join(theirs.mapped("name")),
                )
            )
        return super()._check_billable()

    def action_hand_over(self):
        """Close the statements, and give each reseller a list of its customers' calls.

        :return: the lists, attachments of the resellers
        """
        self._check_hand_over()
        lists = self.env["ir.attachment"]
        for reseller, statements in self.grouped(
            lambda statement: statement.sudo().partner_id.call_reseller_id
        ).items():
            lists |= statements._list_for(reseller)
        self.write({"closed": True, "handed_over_on": fields.Date.context_today(self)})
        if len(lists) == 1:
            return {"type": "ir.actions.act_url", "url": f"/web/content/{lists.id}?download=true", "target": "new"}
        return lists._get_records_action(name=self.env._("Lists for Resellers"))

    def _check_hand_over(self):
        """
        :raise UserError: we bill one of them, it is handed over already, or calls lack a price
        """
        ours = self.filtered(
            lambda statement: not statement.by_reseller or not statement.sudo().partner_id.call_reseller_id
        )
        if ours:
            names = ", ".join(ours.mapped("name"))
            raise UserError(self.env._("%(statements)s are not billed by a reseller.", statements=names))
        if done := self.filtered("handed_over_on"):
            names = ", ".join(done.mapped("name"))
            raise UserError(self.env._("%(statements)s have been handed over already.", statements=names))
        if unrated := self.filtered("unrated_count"):
            raise UserError(
                self.env._(
                    "Calls of %(statements)s have no price yet. Add the missing rates, choose “Match and Rate Again” "
                    "on them, then hand over.",
                    statements=", ".join(unrated.mapped("name")),
                )
            )
