"""Make vouchers void."""

from odoo import api, fields, models


class CallVoucherVoid(models.TransientModel):
    """Which, why, and who gets back what was paid for them?"""

    _name = "call.voucher.void"
    _description = "Make Vouchers Void"

    batch_id = fields.Many2one("call.voucher.batch", required=True, readonly=True)
    first = fields.Integer(string="From Number", required=True, default=1)
    last = fields.Integer(string="To Number", required=True)
    reason = fields.Text(required=True, help="Is told in the batch's history.")
    partner_id = fields.Many2one(
        "res.partner",
        string="Credit Note To",
        help="Vouchers that were sold are made void too, and this customer gets a credit note of their value. Empty: "
        "only those that were not sold.",
    )
    sold_count = fields.Integer(related="batch_id.sold_count")

    @api.model
    def default_get(self, fields_list):
        """All of the batch."""
        values = super().default_get(fields_list)
        batch = self.env["call.voucher.batch"].browse(values.get("batch_id"))
        return {"last": batch.count} | values

    def action_void(self):
        """From now on nobody can use them."""
        self.ensure_one()
        self.batch_id._make_void(self.reason, self.first, self.last, self.partner_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
