"""An invoice in dated parts."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...money import MICRO


class CallInstalmentPlan(models.Model):
    """While its parts are paid in time nobody is reminded of the invoice; if one is not, all is due at once."""

    _name = "call.instalment.plan"
    _description = "Instalment Plan"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    invoice_id = fields.Many2one(
        "account.move",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('payment_state', 'in', ('not_paid', 'partial'))]",
    )
    partner_id = fields.Many2one(related="invoice_id.commercial_partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="invoice_id.company_id", store=True)
    currency_id = fields.Many2one(related="invoice_id.currency_id", store=True)
    amount = fields.Monetary(string="To Pay", readonly=True, help="What was open when the plan began.")
    paid = fields.Monetary(compute="_compute_paid")
    part_ids = fields.One2many("call.instalment.part", "plan_id", string="Parts", copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("kept", "Paid"),
            ("broken", "Broken"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    part_count = fields.Integer(string="Number of Parts", default=3)
    first_date = fields.Date(string="First Part", default=lambda self: self._next_month())

    _one_running = models.UniqueIndex(
        "(invoice_id) WHERE state IN ('draft', 'running')", "This invoice has a plan already."
    )

    @api.model
    def _next_month(self):
        return fields.Date.add(fields.Date.context_today(self), months=1)

    @api.model_create_multi
    def create(self, vals_list):
        """An invoice has one plan at a time."""
        for vals in vals_list:
            same = [("invoice_id", "=", vals.get("invoice_id")), ("state", "in", ("draft", "running"))]
            if vals.get("invoice_id") and self.search_count(same, limit=1):
                raise UserError(self.env._("This invoice has a plan already. Cancel that first."))
        return super().create(vals_list)

    @api.depends("invoice_id.name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._("Instalments of %(invoice)s", invoice=plan.invoice_id.name or "")

    @api.depends("invoice_id.amount_residual", "amount", "state")
    def _compute_paid(self):
        for plan in self:
            plan.paid = plan.amount - plan.sudo().invoice_id.amount_residual if plan.amount else 0

    def action_split(self):
        """Split what is open into equal parts, a month apart; cents that are left are in the last one."""
        for plan in self:
            plan._check_draft()
            if plan.part_count < 1:
                raise ValidationError(self.env._("A plan has at least one part."))
            unit = round(plan.currency_id.rounding * MICRO)
            whole = round(plan.invoice_id.amount_residual * MICRO) // unit
            each, rest = divmod(whole, plan.part_count)
            amounts = [each] * (plan.part_count - 1) + [each + rest]
            plan.part_ids.unlink()
            plan.part_ids = [
                (0, 0, {"date": fields.Date.add(plan.first_date, months=index), "amount": amount * unit / MICRO})
                for index, amount in enumerate(amounts)
            ]

    def action_start(self):
        """The plan holds from now on."""
        for plan in self:
            plan._check_draft()
            left = plan.invoice_id.amount_residual
            if not plan.part_ids or plan.currency_id.compare_amounts(sum(plan.part_ids.mapped("amount")), left):
                raise ValidationError(
                    self.env._("The parts must come to what is open: %(left)s.", left=plan.currency_id.format(left))
                )
            plan.write({"amount": left, "state": "running"})
            plan._say(self.env._("%(plan)s agreed on: %(parts)s.", plan=plan.display_name, parts=plan._parts_text()))
            plan.partner_id.with_company(plan.company_id)._call_free_of_reminders()

    def action_cancel(self):
        """The plan no longer holds; reminders go by the invoice's due date."""
        self.filtered(lambda plan: plan.state in ("draft", "running")).write({"state": "cancelled"})
        self.flush_recordset(["state"])  # so that the invoice may have another one

    def _check_draft(self):
        if self.state != "draft":
            raise UserError(self.env._("The plan has begun. Cancel it and make another."))

    def _parts_text(self):
        return ", ".join(f"{part.date} {self.currency_id.format(part.amount)}" for part in self.part_ids)

    def _is_kept(self, day):
        """Whether all parts due before `day` were paid by now."""
        due = sum(self.part_ids.filtered(lambda part: part.date < day).mapped("amount"))
        return self.currency_id.compare_amounts(self.paid, due) >= 0

    @api.model
    def _call_look(self, company):
        """Close the company's plans that are paid, and those with a part that is late."""
        today = fields.Date.context_today(self)
        for plan in self.search([("company_id", "=", company.id), ("state", "=", "running")]):
            if plan.currency_id.is_zero(plan.invoice_id.amount_residual):
                plan.state = "kept"
            elif not plan._is_kept(today):
                plan.state = "broken"
                plan._fall_due(today)

    def _fall_due(self, today):
        """All that is left is due now, where the invoice's own date lies ahead."""
        items = self.invoice_id._call_open_receivables()
        items.filtered(lambda item: item.date_maturity and item.date_maturity > today).date_maturity = today
        self._say(self.env._("%(plan)s broken: all that is left is due at once.", plan=self.display_name))

    def _say(self, text):
        self.message_post(body=text)
        self.partner_id.sudo().message_post(body=text)


class CallInstalmentPart(models.Model):
    """A part, and its day."""

    _name = "call.instalment.part"
    _description = "Part of an Instalment Plan"
    _order = "date, id"

    plan_id = fields.Many2one("call.instalment.plan", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="plan_id.currency_id")
    date = fields.Date(string="Due", required=True)
    amount = fields.Monetary(required=True)
    state = fields.Selection(
        [("open", "To come"), ("paid", "Paid"), ("late", "Late")], compute="_compute_state", string="Part Is"
    )

    _amount = models.Constraint("CHECK (amount > 0)", "A part is more than nothing.")

    @api.depends("plan_id.paid", "plan_id.state", "date", "amount")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        self.state = "open"
        for plan in self.plan_id.filtered(lambda plan: plan.state != "draft"):
            so_far = 0
            for part in plan.part_ids:  # by date: what is paid fills the parts one after the other
                so_far += part.amount
                if plan.currency_id.compare_amounts(plan.paid, so_far) >= 0:
                    part.state = "paid"
                elif part.date < today:
                    part.state = "late"

    @api.constrains("date", "amount")
    def _check_draft(self):
        if any(part.plan_id.state != "draft" for part in self):
            raise UserError(self.env._("The plan has begun. Cancel it and make another."))
