"""A voucher: what is kept of it, and what became of it."""

from odoo import api, fields, models
from odoo.fields import NO_ACCESS


class CallVoucher(models.Model):
    """Its code is not here: only a digest that nobody can make without the server's key."""

    _name = "call.voucher"
    _description = "Voucher"
    _order = "batch_id desc, serial"
    _rec_names_search = ["batch_id.reference", "batch_id.name"]

    batch_id = fields.Many2one("call.voucher.batch", required=True, readonly=True, ondelete="restrict")
    serial = fields.Integer(required=True, readonly=True, help="Its number within the batch; stands on the card.")
    digest = fields.Char(groups=NO_ACCESS, required=True, copy=False, readonly=True, exportable=False)
    value = fields.Monetary(required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    valid_until = fields.Date(required=True, readonly=True)
    state = fields.Selection(
        [("new", "Not sold"), ("sold", "Sold"), ("used", "Used"), ("expired", "Expired"), ("void", "Void")],
        required=True,
        default="new",
        readonly=True,
        help="Sold: it can be used. One that is not sold cannot, so that a card stolen from stock is worth nothing.",
    )
    sold_at = fields.Datetime(string="Sold On", readonly=True)
    seller_id = fields.Many2one("res.partner", string="Sold To", readonly=True, ondelete="restrict")
    sold_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    sale_move_id = fields.Many2one("account.move", string="Entry of the Sale", readonly=True, ondelete="restrict")
    used_at = fields.Datetime(string="Used On", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Used By", readonly=True, ondelete="restrict")
    used_via = fields.Selection(
        [("portal", "Portal"), ("clerk", "Clerk"), ("telephone", "Telephone")], string="Used Through", readonly=True
    )
    payment_id = fields.Many2one("account.payment", readonly=True, ondelete="restrict")
    released_on = fields.Date(string="Released", readonly=True, help="When its value became income.")
    release_move_id = fields.Many2one("account.move", string="Entry of the Release", readonly=True, ondelete="restrict")
    void_at = fields.Datetime(string="Made Void", readonly=True)
    void_move_id = fields.Many2one("account.move", string="Credit Note", readonly=True, ondelete="restrict")

    _digest = models.UniqueIndex("(digest)", "Two vouchers have the same code.")
    _serial = models.UniqueIndex("(batch_id, serial)", "Two vouchers of a batch have the same number.")
    _payment = models.UniqueIndex("(payment_id) WHERE payment_id IS NOT NULL", "A payment is of one voucher.")
    _used = models.Constraint(
        "CHECK ((state = 'used') = (payment_id IS NOT NULL))", "A voucher is used by a payment, and by nothing else."
    )
    _open = models.Index("(company_id, valid_until) WHERE state IN ('new', 'sold')")
    _owed_by_us = models.Index(
        "(company_id, batch_id) WHERE sold_at IS NOT NULL AND released_on IS NULL AND state IN ('sold', 'expired')"
    )
    _used_by = models.Index("(partner_id) WHERE partner_id IS NOT NULL")
    _of_sale = models.Index("(sale_move_id) WHERE sale_move_id IS NOT NULL")
    _of_release = models.Index("(release_move_id) WHERE release_move_id IS NOT NULL")
    _of_void = models.Index("(void_move_id) WHERE void_move_id IS NOT NULL")

    @api.depends("batch_id.reference", "serial")
    def _compute_display_name(self):
        for voucher in self:
            voucher.display_name = voucher.batch_id.sudo()._serial_text(voucher.serial) if voucher.batch_id else ""

    @api.model
    def _owed(self):
        """The domain of vouchers whose value is a debt: sold, not used, and not released after they expired."""
        return [("sold_at", "!=", False), ("released_on", "=", False), ("state", "in", ("sold", "expired"))]

    @api.model
    def _releasable(self):
        """The domain of vouchers whose value can become income."""
        return [("sold_at", "!=", False), ("released_on", "=", False), ("state", "=", "expired")]

    def action_view_payment(self):
        """The payment by which it was used."""
        self.ensure_one()
        return self.payment_id._get_records_action()
