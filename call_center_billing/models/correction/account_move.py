"""Credit notes and extra invoices of corrections, and changes of drafts."""

from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The way from a document to the correction that made it, and to its calls."""

    _inherit = "account.move"

    call_correction_id = fields.Many2one(
        "call.correction", string="Correction", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    call_change_ids = fields.One2many("call.correction", "move_id", string="Changes Before Dispatch", readonly=True)
    call_change_count = fields.Integer(string="Changes", compute="_compute_call_change_count")

    def _compute_call_change_count(self):
        for move in self:
            move.call_change_count = len(move.sudo().call_change_ids)

    def action_view_call_changes(self):
        """What was changed on the draft, by whom and why."""
        return self.call_change_ids._get_records_action(name=self.env._("Changes"))

    def action_view_corrected_calls(self):
        """The calls that this credit note or extra invoice is about, with old and new price."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_correction_line_action")
        return action | {"domain": [("move_id", "in", self.ids)], "context": {}}

    def action_change_calls(self):
        """Change what the draft charges for calls."""
        self.ensure_one()
        self._check_call_draft()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_invoice_change_action")
        return action | {"context": {"default_move_id": self.id}}

    def action_credit_calls(self):
        """The invoice's calls, to choose those to be credited."""
        self.ensure_one()
        return self.action_view_calls() | {"name": self.env._("Choose Calls, Then “Credit”"), "target": "current"}

    def button_draft(self):
        """Override: what corrections rest on stays posted."""
        for move in self:
            move._check_call_corrections()
        return super().button_draft()

    def _check_call_corrections(self):
        """
        :raise UserError: calls would keep differences that no document charges any more
        """
        if self.call_correction_id:
            raise UserError(
                self.env._(
                    "%(document)s was made by correction %(correction)s, and its calls say so. Make another "
                    "correction instead.",
                    document=self.name,
                    correction=self.sudo().call_correction_id.display_name,
                )
            )
        lines = self._call_statement_lines() if self.state == "posted" else self.env["call.statement.line"]
        done = [("old_line_id", "in", lines.ids), ("place", "=", "invoiced"), ("state", "=", "done")]
        if lines and self.env["call.correction.line"].sudo().search_count(done, limit=1):
            raise UserError(
                self.env._(
                    "Calls of %(invoice)s were credited or charged by other documents since it was posted. Correct its "
                    "calls instead.",
                    invoice=self.name,
                )
            )

    def _check_call_draft(self):
        """
        :raise UserError: it is no draft of calls
        """
        self.ensure_one()
        self.env["call.correction"]._check_clerk()
        self.check_access("write")
        if self.state != "draft" or self.move_type != "out_invoice":
            raise UserError(
                self.env._("%(invoice)s is no draft any more. Credit its calls instead.", invoice=self.display_name)
            )
        if not self._call_statement_lines():
            raise UserError(self.env._("%(invoice)s charges no calls.", invoice=self.display_name))
