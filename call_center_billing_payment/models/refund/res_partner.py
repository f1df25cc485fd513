"""Refunds on an account's page."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.call_center_billing.models.account.credit import CLERK


class ResPartner(models.Model):
    """What went back to a customer, and asking for more."""

    _inherit = "res.partner"

    call_refund_count = fields.Integer(string="Refunds", compute="_compute_call_refund_count", groups=CLERK)
    call_write_off_count = fields.Integer(string="Write-offs", compute="_compute_call_write_off_count", groups=CLERK)

    def _compute_call_refund_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["call.refund"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_refund_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_call_refunds(self):
        """The customer's refunds."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_refund_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def action_call_refund(self):
        """Ask for a refund of one of the customer's payments; the last one is chosen at first."""
        self.ensure_one()
        payments = self.env["account.payment"].search(
            [
                ("partner_id", "child_of", self.commercial_partner_id.id),
                *(("payment_type", "=", "inbound"), ("partner_type", "=", "customer")),
                *(("state", "in", ("in_process", "paid")), ("company_id", "=", self.env.company.id)),
            ],
            order="date desc, id desc",
        )
        payment = next((each for each in payments if each.call_refundable), None)
        if payment is None:
            raise UserError(self.env._("%(name)s has paid nothing that is left to refund.", name=self.display_name))
        action = payment.action_call_refund()
        action["context"]["call_refund_of"] = self.commercial_partner_id.id
        return action

    def _compute_call_write_off_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("move_id", "!=", False)]
        lines = self.env["call.write.off.line"]
        counts = dict(lines._read_group(domain, ["partner_id"], ["write_off_id:count_distinct"]))
        for partner in self:
            partner.call_write_off_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_call_write_offs(self):
        """What was given up of what the customer owes."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_write_off_action")
        return action | {"domain": [("line_ids.partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def action_call_write_off(self):
        """A draft of a write-off of all that the customer owes in the company at work."""
        self.ensure_one()
        account = self.commercial_partner_id
        draft = self.env["call.write.off"].create({"reason": "debt", "partner_id": account.id})
        invoices = self.env["account.move"].search(
            [*draft._open_invoices_domain(), ("commercial_partner_id", "=", account.id)], order="invoice_date_due, id"
        )
        if not invoices:
            raise UserError(self.env._("%(name)s owes nothing.", name=account.display_name))
        draft._take_in(invoices)
        return draft._get_records_action()

    def _call_overdue_blocks(self):
        """The account's blocks for overdue invoices that are in force in the company at work."""
        blocks = self.env["call.block"].sudo()
        own = Domain([("partner_id", "in", self.commercial_partner_id.ids), ("cause", "=", "overdue")])
        return blocks.search(blocks._open_domain(self.env.company) & own)
