"""Promises to pay: reminders wait until the day."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...money import MICRO
from ..account.credit import MANAGER


class CallPaymentPromise(models.Model):
    """A customer says what will be paid by when; kept, broken or withdrawn, it stays on record."""

    _name = "call.payment.promise"
    _description = "Promise to Pay"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    invoice_ids = fields.Many2many(
        "account.move",
        "call_payment_promise_move_rel",
        "promise_id",
        "move_id",
        string="Invoices",
        check_company=True,
        help="Nobody is reminded of them until the day. Empty: all that are overdue or reminded of now.",
    )
    amount = fields.Monetary(required=True, tracking=True)
    date = fields.Date(string="To Be Paid By", required=True, tracking=True)
    open_before = fields.Monetary(
        string="Open When Promised", readonly=True, help="Of the invoices; what is less now was paid since."
    )
    paid = fields.Monetary(string="Paid Since", compute="_compute_paid")
    state = fields.Selection(
        [("running", "Waiting"), ("kept", "Kept"), ("broken", "Broken"), ("cancelled", "Withdrawn")],
        required=True,
        default="running",
        readonly=True,
        tracking=True,
    )
    note = fields.Text()

    _amount = models.Constraint("CHECK (amount > 0)", "Promise more than nothing.")
    _one_running = models.UniqueIndex(
        "(company_id, partner_id) WHERE state = 'running'", "This customer has promised already. Withdraw that first."
    )

    @api.depends("partner_id", "date")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = f"{promise.partner_id.display_name or ''} {promise.date or ''}".strip()

    @api.depends("invoice_ids.amount_residual_signed", "open_before")
    def _compute_paid(self):
        for promise in self:
            promise.paid = promise.open_before - promise._open_now()

    @api.model_create_multi
    def create(self, vals_list):
        """The account promises, for what it is late with if nothing else is said."""
        for vals in vals_list:
            account = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            vals["partner_id"] = account.id
            vals["company_id"] = company.id
            same = [("company_id", "=", company.id), ("partner_id", "=", account.id), ("state", "=", "running")]
            if self.search_count(same, limit=1):
                raise UserError(
                    self.env._("%(name)s has promised already. Withdraw that first.", name=account.display_name)
                )
        promises = super().create(vals_list)
        for promise in promises:
            account = promise.partner_id.with_company(promise.company_id)
            promise.invoice_ids = promise.invoice_ids or account._call_late_invoices()
            promise.sudo().open_before = promise._open_now()
            promise._check_promise()
            promise._say(self.env._("Promise: %(amount)s by %(day)s.", **promise._words()))
            promise.partner_id.with_company(promise.company_id)._call_free_of_reminders()
        return promises

    def _check_promise(self):
        if not self.invoice_ids:
            raise ValidationError(self.env._("%(name)s owes nothing that is due.", name=self.partner_id.name))
        if self.invoice_ids.commercial_partner_id != self.partner_id:
            raise ValidationError(self.env._("Promises are for the customer's own invoices."))
        today = fields.Date.context_today(self)
        longest = fields.Date.add(today, days=self.company_id.call_promise_days)
        if self.date < today:
            raise ValidationError(self.env._("The day of a promise lies ahead."))
        if self.date > longest and not (self.env.su or self.env.user.has_group(MANAGER)):
            raise UserError(self.env._("Promises reach until %(day)s. A manager may give more time.", day=longest))

    def _open_now(self):
        return sum(self.sudo().invoice_ids.mapped("amount_residual_signed"))

    @api.model
    def _call_look(self, company):
        """Close the company's promises that were kept, and those whose day is over."""
        today = fields.Date.context_today(self)
        for promise in self.search([("company_id", "=", company.id), ("state", "=", "running")]):
            if promise._is_kept():
                promise._close("kept")
            elif promise.date < today:
                promise._close("broken")

    def _is_kept(self):
        enough = round(self.paid * MICRO) >= round(self.amount * MICRO)
        return enough or round(self._open_now() * MICRO) <= 0

    def _close(self, state):
        self.sudo().state = state
        self.flush_recordset(["state"])  # so that the customer may promise again
        said = {
            "kept": self.env._("Promise kept: %(amount)s by %(day)s.", **self._words()),
            "broken": self.env._("Promise broken: %(amount)s by %(day)s. Reminders go on.", **self._words()),
            "cancelled": self.env._("Promise withdrawn: %(amount)s by %(day)s.", **self._words()),
        }
        self._say(said[state])

    def action_cancel(self):
        """The promise no longer holds; reminders go on."""
        for promise in self.filtered(lambda promise: promise.state == "running"):
            promise._close("cancelled")

    def _words(self):
        return {"amount": self.currency_id.format(self.amount), "day": self.date}

    def _say(self, text):
        self.partner_id.sudo().message_post(body=text)
