"""Vouchers are made, sold and closed by batches."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK, MANAGER

from . import keys

#: vouchers of a batch: what one request makes in a few seconds and a few megabytes
MOST = 100_000
#: what a batch is, once its codes are made
FIXED = frozenset({"value", "currency_id", "count", "valid_until", "company_id", "reference", "with_sheet"})


class CallVoucherBatch(models.Model):
    """So many vouchers of one value."""

    _name = "call.voucher.batch"
    _description = "Batch of Vouchers"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True, help="What stands on the cards.")
    reference = fields.Char(readonly=True, copy=False, index=True, help="Begins the numbers of the vouchers.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id, tracking=True
    )
    value = fields.Monetary(required=True, tracking=True, help="What each voucher adds to an account.")
    count = fields.Integer(string="Vouchers", required=True, default=100, tracking=True)
    valid_until = fields.Date(
        required=True, tracking=True, help="The last day on which they can be used, in the company's time zone."
    )
    seller_id = fields.Many2one(
        "res.partner",
        string="Sold To",
        tracking=True,
        check_company=True,
        help="The shop or reseller that gets them; proposed when they are sold. Empty: we sell them ourselves.",
    )
    with_sheet = fields.Boolean(
        string="With Cards to Print", help="Beside the list of codes there is a PDF with a card for each."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("made", "Made"), ("sold", "Sold"), ("closed", "Closed"), ("void", "Void")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        help="Made: some are not sold yet. Sold: all are. Closed: all were used, expired or made void.",
    )
    made_at = fields.Datetime(string="Made", readonly=True, copy=False)
    made_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    key_name = fields.Char(readonly=True, copy=False, string="Key", help="The key that its codes are kept by.")
    key_missing = fields.Boolean(compute="_compute_key_missing", compute_sudo=True)
    voucher_ids = fields.One2many("call.voucher", "batch_id", string="Its Vouchers", readonly=True)
    new_count = fields.Integer(string="Not Sold", compute="_compute_counts")
    sold_count = fields.Integer(string="Left", compute="_compute_counts", help="Sold, and neither used nor expired.")
    used_count = fields.Integer(string="Used", compute="_compute_counts")
    expired_count = fields.Integer(string="Expired", compute="_compute_counts")
    void_count = fields.Integer(compute="_compute_counts", string="Made Void")
    owed = fields.Monetary(
        compute="_compute_counts", help="What holders of its vouchers can still claim, or nobody has released yet."
    )
    releasable_count = fields.Integer(compute="_compute_counts", string="Expired, Not Released")

    _amounts = models.Constraint(
        f"CHECK (value > 0 AND count BETWEEN 1 AND {MOST})",
        "A voucher is worth more than nothing, and a batch has 1 to 100,000 of them.",
    )
    _reference = models.UniqueIndex("(reference)", "Another batch has this reference.")

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = f"{batch.reference} {batch.name}" if batch.reference else batch.name

    @api.depends("key_name")
    def _compute_key_missing(self):
        known = {key.name for key in keys.known()} if any(self.mapped("key_name")) else set()
        for batch in self:
            batch.key_missing = bool(batch.key_name) and batch.key_name not in known

    @api.depends("voucher_ids.state", "voucher_ids.release_move_id")
    def _compute_counts(self):
        vouchers = self.env["call.voucher"]
        mine = [("batch_id", "in", self.ids)]
        counts = {
            (batch, state): count
            for batch, state, count in vouchers._read_group(mine, ["batch_id", "state"], ["__count"])
        }
        owed = dict(vouchers._read_group([*mine, *vouchers._owed()], ["batch_id"], ["value:sum"]))
        expired = dict(vouchers._read_group([*mine, *vouchers._releasable()], ["batch_id"], ["__count"]))
        for batch in self:
            for state in ("new", "sold", "used", "expired", "void"):
                batch[f"{state}_count"] = counts.get((batch, state), 0)
            batch.owed = owed.get(batch, 0)
            batch.releasable_count = expired.get(batch, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Each batch has a reference."""
        for vals in vals_list:
            vals["reference"] = self.env["ir.sequence"].sudo().next_by_code("call.voucher.batch")
        return super().create(vals_list)

    def write(self, vals):
        """What is printed on cards does not change any more."""
        if not FIXED.isdisjoint(vals) and any(batch.state != "draft" for batch in self):
            raise UserError(self.env._("The codes of this batch are made: value, number and dates stay as they are."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        if any(batch.state != "draft" for batch in self):
            raise UserError(self.env._("The codes of this batch are made. Make it void instead."))

    def action_view_vouchers(self):
        """Its vouchers; `state` in the context names those of one state."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_voucher_action")
        domain = [("batch_id", "=", self.id)]
        if state := self.env.context.get("voucher_state"):
            domain.append(("state", "=", state))
        return action | {"domain": domain, "context": {"create": False}}

    @api.model
    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks sell and redeem vouchers."))

    @api.model
    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Managers make vouchers, make them void, and release what has expired."))
