"""What customers owe and will not pay is given up, with a reason and by who may."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

REASONS = [("small", "Small rest"), ("debt", "Bad debt"), ("goodwill", "Goodwill")]
#: what people write while it is a draft
WRITABLE = {"reason", "date", "note", "line_ids", "rest_below", "rest_days", "partner_id", "company_id"}
OF_THREADS = ("message_", "activity_", "website_message_", "rating_")


class CallWriteOff(models.Model):
    """A write-off of one invoice or of many. Each invoice has an entry of its own, which can be taken back alone."""

    _name = "call.write.off"
    _description = "Write-off"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Customer", index="btree_not_null", help="Empty: of several.")
    reason = fields.Selection(REASONS, required=True, default="small", tracking=True)
    date = fields.Date(required=True, default=fields.Date.context_today, help="Of the entries; lock dates hold.")
    note = fields.Text()
    rest_below = fields.Monetary(
        string="Rests Up To", compute="_compute_rests", store=True, readonly=False, help="What Find Rests looks for."
    )
    rest_days = fields.Integer(string="Due for Days", compute="_compute_rests", store=True, readonly=False)
    line_ids = fields.One2many("call.write.off.line", "write_off_id", string="Invoices", copy=False)
    total = fields.Monetary(compute="_compute_total", store=True, tracking=True, help="In the company's currency.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "To approve"),
            ("done", "Written off"),
            ("reversed", "Taken back"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    asked_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)

    @api.depends("name")
    def _compute_display_name(self):
        for each in self:
            each.display_name = each.name if each.name != "/" else self.env._("New write-off")

    @api.depends("company_id")
    def _compute_rests(self):
        for each in self:
            each.rest_below, each.rest_days = each.company_id.call_rest_below, each.company_id.call_rest_days

    @api.depends("line_ids.amount", "line_ids.reversal_id", "date", "company_id")
    def _compute_total(self):
        for each in self:
            company, day = each.company_id, each.date or fields.Date.context_today(each)
            each.total = sum(
                line.currency_id._convert(line.amount, company.currency_id, company, day)
                for line in each.line_ids.filtered(lambda line: not line.reversal_id)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """A write-off begins as a draft of whoever asks; it gets its number."""
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name in WRITABLE} for vals in vals_list]
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            vals["name"] = sequence.next_by_code("call.write.off") or "/"
            vals["asked_by_id"] = self.env.uid
        return super().create(vals_list)

    def write(self, vals):
        """People change drafts, and of those only what they ask for."""
        names = {name for name in vals if not name.startswith(OF_THREADS)}
        if names and not self.env.su:
            if names - WRITABLE:
                raise AccessError(self.env._("What becomes of a write-off is not written by hand."))
            if self.filtered(lambda each: each.state != "draft"):
                raise UserError(self.env._("Only drafts are changed. Withdraw the write-off first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        if self.filtered(lambda each: each.state != "draft"):
            raise UserError(self.env._("Only drafts are deleted: what was asked for stays on record."))

    def action_find_rests(self):
        """Take in all invoices of which no more than a small rest is open, and has been due for some time.

        What is wholly in dispute is left out.
        """
        self.ensure_one()
        self._check_clerk()
        self._lock_in("draft")
        if self.rest_below <= 0:
            raise UserError(self.env._("Say up to which sum a rest is small."))
        last = fields.Date.subtract(fields.Date.context_today(self), days=self.rest_days)
        found = self.env["account.move"].search(
            [
                *self._open_invoices_domain(),
                ("currency_id", "=", self.currency_id.id),
                ("amount_residual", "<=", self.rest_below),
                ("invoice_date_due", "<=", last),
                *([("commercial_partner_id", "=", self.partner_id.id)] if self.partner_id else []),
            ],
            order="invoice_date_due, id",
        )
        found = found.filtered(lambda move: move._call_reminder_amount() > 0)
        if not found - self.line_ids.invoice_id:
            raise UserError(self.env._("There are no such rests."))
        self._take_in(found)
        return True

    def _take_in(self, invoices):
        """Lines for what is open of these invoices, unless they have one."""
        new = invoices - self.line_ids.invoice_id
        self.line_ids = [(0, 0, {"invoice_id": move.id, "amount": move.amount_residual}) for move in new]

    def _open_invoices_domain(self):
        return [
            *(("company_id", "=", self.company_id.id), ("move_type", "=", "out_invoice"), ("state", "=", "posted")),
            *(("payment_state", "in", ("not_paid", "partial")), ("amount_residual", ">", 0)),
        ]

    def _check_clerk(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers write off."))

    def _lock_in(self, state):
        """Hold the write-off until this transaction ends.

        :raise UserError: it is not in this state any more
        """
        self.ensure_one()
        own = self.sudo()
        own.lock_for_update()
        own.invalidate_recordset()
        if own.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(self.env._("%(name)s is “%(state)s” by now.", name=self.name, state=states[own.state]))
