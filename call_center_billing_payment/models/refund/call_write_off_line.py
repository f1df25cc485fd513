"""An invoice of a write-off."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallWriteOffLine(models.Model):
    """What of the invoice is given up, and the entry by which."""

    _name = "call.write.off.line"
    _description = "Line of a Write-off"
    _order = "id"
    _rec_name = "invoice_id"
    _check_company_auto = True

    write_off_id = fields.Many2one("call.write.off", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="write_off_id.company_id", store=True, index=True)
    state = fields.Selection(related="write_off_id.state")
    invoice_id = fields.Many2one(
        "account.move",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('payment_state', 'in', ('not_paid', 'partial')), ('company_id', '=', company_id)]",
    )
    partner_id = fields.Many2one(related="invoice_id.commercial_partner_id", string="Customer", store=True, index=True)
    currency_id = fields.Many2one(related="invoice_id.currency_id", store=True)
    due = fields.Date(related="invoice_id.invoice_date_due", string="Due Date")
    residual = fields.Monetary(related="invoice_id.amount_residual", string="Open Now")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False, required=True)
    move_id = fields.Many2one("account.move", string="Entry", readonly=True, copy=False, index="btree_not_null")
    reversal_id = fields.Many2one("account.move", readonly=True, copy=False, index="btree_not_null")

    _amount = models.Constraint("CHECK (amount > 0)", "Write off more than nothing.")
    _once = models.UniqueIndex("(write_off_id, invoice_id)", "This invoice is in the write-off already.")

    @api.depends("invoice_id")
    def _compute_amount(self):
        for line in self:
            line.amount = line.amount or line.invoice_id.amount_residual

    @api.constrains("amount", "invoice_id")
    def _check_amount(self):
        for line in self.filtered(lambda line: not line.move_id):
            if line.invoice_id.move_type != "out_invoice" or line.invoice_id.state != "posted":
                raise ValidationError(
                    self.env._("%(invoice)s is no invoice that is open.", invoice=line.invoice_id.display_name)
                )
            line.invoice_id._call_check_open(line.amount)

    def write(self, vals):
        """People change lines of drafts, and of those no entries."""
        if not self.env.su and (vals.keys() - {"amount", "invoice_id"} or self._of_no_draft()):
            raise UserError(self.env._("Only lines of drafts are changed."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """Lines are added to drafts, without entries."""
        if not self.env.su:
            names = {"write_off_id", "invoice_id", "amount"}
            vals_list = [{name: value for name, value in vals.items() if name in names} for vals in vals_list]
        lines = super().create(vals_list)
        if not self.env.su and lines._of_no_draft():
            raise UserError(self.env._("Lines are added to drafts only."))
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        if self._of_no_draft():
            raise UserError(self.env._("Only lines of drafts are deleted."))

    def _of_no_draft(self):
        return self.filtered(lambda line: line.write_off_id.state != "draft")
