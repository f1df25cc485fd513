"""Write-offs on an invoice's page."""

from odoo import fields, models

from odoo.addons.call_center_billing.models.account.credit import CLERK


class AccountMove(models.Model):
    """What was given up of an invoice, and giving up the rest."""

    _inherit = "account.move"

    call_write_off_count = fields.Integer(string="Write-offs", compute="_compute_call_write_off_count", groups=CLERK)

    def _compute_call_write_off_count(self):
        lines = self.env["call.write.off.line"]
        counts = dict(lines._read_group([("invoice_id", "in", self.ids)], ["invoice_id"], ["__count"]))
        for move in self:
            move.call_write_off_count = counts.get(move, 0)

    def action_call_write_off(self):
        """A draft of a write-off of what is open of these invoices of one company."""
        accounts = self.commercial_partner_id
        draft = self.env["call.write.off"].create(
            {"company_id": self.company_id.id, "partner_id": accounts.id if len(accounts) == 1 else False}
        )
        draft._take_in(self)
        return draft._get_records_action()

    def action_view_call_write_offs(self):
        """The write-offs that this invoice is in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_write_off_action")
        return action | {"domain": [("line_ids.invoice_id", "=", self.id)], "context": {}}
