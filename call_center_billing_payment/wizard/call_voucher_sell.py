"""Sell vouchers of a batch."""

from odoo import api, fields, models


class CallVoucherSell(models.TransientModel):
    """Which, to whom, and how are they paid?"""

    _name = "call.voucher.sell"
    _description = "Sell Vouchers"

    batch_id = fields.Many2one("call.voucher.batch", required=True, readonly=True)
    company_id = fields.Many2one(related="batch_id.company_id")
    currency_id = fields.Many2one(related="batch_id.currency_id")
    first = fields.Integer(string="From Number", required=True)
    last = fields.Integer(string="To Number", required=True)
    count = fields.Integer(string="Vouchers", compute="_compute_amount")
    amount = fields.Monetary(compute="_compute_amount")
    partner_id = fields.Many2one("res.partner", string="Buyer")
    way = fields.Selection(
        [("invoice", "Invoice to the buyer"), ("paid", "Paid at once")],
        string="Payment",
        required=True,
        default="invoice",
    )
    journal_id = fields.Many2one("account.journal", string="Paid To", domain="[('id', 'in', journal_ids)]")
    journal_ids = fields.Many2many("account.journal", compute="_compute_journal_ids")

    @api.model
    def default_get(self, fields_list):
        """All that are on stock in a row from the first one, to the batch's buyer."""
        values = super().default_get(fields_list)
        batch = self.env["call.voucher.batch"].browse(values.get("batch_id"))
        vouchers = self.env["call.voucher"]
        mine = [("batch_id", "=", batch.id)]
        first = vouchers.search([*mine, ("state", "=", "new")], order="serial", limit=1).serial
        domain = [*mine, ("serial", ">", first), ("state", "!=", "new")]
        taken = vouchers.search(domain, order="serial", limit=1).serial
        seller = batch.seller_id
        way = "invoice" if seller else "paid"
        last = taken - 1 if taken else batch.count
        return values | {"first": first, "last": last, "partner_id": seller.id, "way": way}

    @api.depends("first", "last", "batch_id.value")
    def _compute_amount(self):
        for wizard in self:
            wizard.count = max(0, wizard.last - wizard.first + 1)
            wizard.amount = wizard.count * wizard.batch_id.value

    @api.depends("company_id")
    def _compute_journal_ids(self):
        for wizard in self:
            company = wizard.company_id
            journals = self.env["account.journal"].search(
                [("company_id", "=", company.id), ("type", "in", ("bank", "cash"))]
            )
            wizard.journal_ids = journals - company.sudo().call_voucher_journal_id

    def action_sell(self):
        """Book the sale, and show what was booked."""
        self.ensure_one()
        journal = self.journal_id if self.way == "paid" else None
        self.batch_id._sell(self.first, self.last, self.partner_id, journal)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
