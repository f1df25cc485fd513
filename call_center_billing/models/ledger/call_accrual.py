"""Month-end: what was used and not invoiced, and what was paid and not used."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallAccrual(models.Model):
    """The entry of one month-end, and the one of the next day that takes it back."""

    _name = "call.accrual"
    _description = "Month-End Accrual"
    _inherit = ["mail.thread", "call.accrual.sums"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Last Day", required=True, default=lambda self: self._last_month_end(), help="The end of a month."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("withdrawn", "Withdrawn")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    unbilled = fields.Monetary(string="Unbilled Usage", readonly=True, copy=False, help="Without tax.")
    prepaid = fields.Monetary(string="Prepaid, Not Used", readonly=True, copy=False)
    line_ids = fields.One2many("call.accrual.line", "accrual_id", string="Of Which", readonly=True, copy=False)
    move_id = fields.Many2one("account.move", string="Entry", readonly=True, copy=False, check_company=True)
    reversal_id = fields.Many2one("account.move", readonly=True, copy=False, check_company=True)

    _one_a_month = models.UniqueIndex(
        "(company_id, date) WHERE state <> 'withdrawn'", "This month has its accrual already. Withdraw that first."
    )

    @api.model
    def _last_month_end(self):
        return fields.Date.start_of(fields.Date.context_today(self), "month") - timedelta(days=1)

    @api.depends("date")
    def _compute_display_name(self):
        for accrual in self:
            accrual.display_name = self.env._(
                "Accrual %(month)s", month=f"{accrual.date:%Y-%m}" if accrual.date else ""
            )

    @api.constrains("date")
    def _check_date(self):
        for accrual in self:
            if (accrual.date + timedelta(days=1)).day != 1:
                raise ValidationError(self.env._("Accruals are made for the last day of a month."))

    @api.model_create_multi
    def create(self, vals_list):
        """A month has one accrual; the database only keeps two people from making it at the same moment."""
        for vals in vals_list:
            company_id = vals.get("company_id") or self.env.company.id
            day = fields.Date.to_date(vals.get("date")) or self._last_month_end()
            same = [("company_id", "=", company_id), ("date", "=", day), ("state", "!=", "withdrawn")]
            if self.search_count(same, limit=1):
                raise UserError(self.env._("%(day)s has its accrual already. Withdraw that first.", day=day))
        return super().create(vals_list)

    def action_compute(self):
        """Work out what it comes to, without an entry."""
        for accrual in self:
            accrual._check_state("draft")
            accrual.line_ids.unlink()
            accrual.line_ids = [(0, 0, vals) for vals in accrual._prepare_lines()]
            for kind in ("unbilled", "prepaid"):
                accrual[kind] = sum(
                    accrual.line_ids.filtered(lambda line, kind=kind: line.kind == kind).mapped("amount")
                )

    def action_post(self):
        """Work it out as it is now, post the entry, and take it back on the next day."""
        for accrual in self:
            accrual.action_compute()
            if not accrual.line_ids:
                raise UserError(self.env._("There is nothing to accrue on %(day)s.", day=accrual.date))
            accrual._make_entries()
            accrual.state = "posted"

    def action_withdraw(self):
        """Cancel both entries, so that the month can be accrued anew."""
        for accrual in self:
            accrual._check_state("posted")
            moves = accrual.sudo().move_id + accrual.sudo().reversal_id
            moves.line_ids.remove_move_reconcile()
            moves.button_draft()
            moves.button_cancel()
            accrual.state = "withdrawn"
        self.flush_recordset(["state"])  # so that the month is free for another one

    def _check_state(self, state):
        if self.state != state:
            words = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(self.env._("%(name)s is %(state)s.", name=self.display_name, state=words[self.state]))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        if any(accrual.state == "posted" for accrual in self):
            raise UserError(self.env._("Withdraw an accrual before you delete it."))

    @api.model
    def _cron_call_accrue(self):
        """The month before, in companies that want it; what is missing is told to a manager."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search([("call_accrue_monthly", "=", True)])
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            if company._call_collects():
                self.with_company(company)._call_accrue_month(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _call_accrue_month(self, company):
        day = self._last_month_end()
        if self.search_count([("company_id", "=", company.id), ("date", "=", day)], limit=1):
            return
        accrual = self.create({"company_id": company.id, "date": day})
        accrual.action_compute()
        if not accrual.line_ids:
            return
        try:
            with self.env.cr.savepoint():
                accrual.action_post()
        except UserError as error:
            accrual.message_post(body=str(error.args[0]))

    def action_view_entries(self):
        """Both entries."""
        self.ensure_one()
        return (self.move_id + self.reversal_id)._get_records_action(name=self.env._("Entries"))


class CallAccrualLine(models.Model):
    """What one customer's statement, or one customer's money, adds."""

    _name = "call.accrual.line"
    _description = "Part of an Accrual"
    _order = "kind desc, amount desc, id"

    accrual_id = fields.Many2one("call.accrual", required=True, index=True, ondelete="cascade")
    kind = fields.Selection([("unbilled", "Unbilled usage"), ("prepaid", "Prepaid, not used")], required=True)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, ondelete="restrict")
    statement_id = fields.Many2one("call.statement", ondelete="set null")
    product_id = fields.Many2one("product.product", string="Article", ondelete="restrict")
    amount = fields.Monetary(help="In the company's currency, without tax.")
    currency_id = fields.Many2one(related="accrual_id.currency_id")
