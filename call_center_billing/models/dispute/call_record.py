"""Calls that are disputed."""

from odoo import models


class CallRecord(models.Model):
    """The way from calls to a dispute."""

    _inherit = "call.record"

    def action_dispute(self):
        """Note that the customer questions these calls."""
        self.env["call.correction"]._check_clerk()
        self.check_access("read")
        return self.env["call.dispute"]._opening({"call_ids": [(6, 0, self.ids)], "partner_id": self.partner_id[:1].id})


class CallStatementLine(models.Model):
    """The way from lines of a statement to a dispute."""

    _inherit = "call.statement.line"

    def action_dispute(self):
        """Note that the customer questions all calls of these lines."""
        self.env["call.correction"]._check_clerk()
        partner = self.statement_id.partner_id[:1]
        return self.env["call.dispute"]._opening({"statement_line_ids": [(6, 0, self.ids)], "partner_id": partner.id})


class CallDispute(models.Model):
    """The form to open one with."""

    _inherit = "call.dispute"

    def _opening(self, vals):
        """Action that opens the form, filled in with `vals`."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_dispute_open_action")
        return action | {"context": {f"default_{name}": value for name, value in vals.items()}}
