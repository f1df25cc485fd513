"""One reminder of one open item."""

from odoo import api, fields, models


class CreditControlLine(models.Model):
    """What is asked for, how it is sent, and what it cost."""

    _inherit = "credit.control.line"

    channel = fields.Selection(selection_add=[("sms", "SMS")], ondelete={"sms": "set default"}, default="letter")
    call_interest = fields.Monetary(
        string="Interest", readonly=True, copy=False, help="Invoiced with this reminder for this invoice."
    )
    call_compensation = fields.Monetary(string="Compensation", readonly=True, copy=False)
    call_charge_move_id = fields.Many2one(
        related="communication_id.call_charge_move_id",
        string="Invoice of Charges",
        groups="account.group_account_invoice",
    )

    @api.model
    def _prepare_from_move_line(self, move_line, level, controlling_date, open_amount, default_lines_vals):
        """Override of `account_credit_control`: what is disputed is not asked for; who has no address gets a letter."""
        vals = super()._prepare_from_move_line(move_line, level, controlling_date, open_amount, default_lines_vals)
        move = move_line.move_id
        if move.move_type == "out_invoice":
            vals["balance_due"] = min(open_amount, move._call_reminder_amount())
        if vals["channel"] == "sms" and not move_line.partner_id._call_sms_number():
            vals["channel"] = "letter"
        return vals

    def _call_charges_before(self):
        """What was invoiced for the same open items by earlier reminders.

        :return: {move line: (interest, whether compensated)}; what was credited or cancelled does not count
        """
        lines = self.search([("move_line_id", "in", self.move_line_id.ids), ("id", "not in", self.ids)])
        found = {}
        for line in lines.filtered(lambda line: line.sudo().communication_id._call_charge_stands()):
            sums, done = found.get(line.move_line_id, (0, False))
            found[line.move_line_id] = (sums + line.call_interest, done or bool(line.call_compensation))
        return found
