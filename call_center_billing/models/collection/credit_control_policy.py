"""Levels of reminding: before the due date, what they cost, whom they restrict."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CreditControlPolicy(models.Model):
    """Which open items a run looks at."""

    _inherit = "credit.control.policy"

    def _move_lines_domain(self, credit_control_run):
        """Override of `account_credit_control`: notices go out before the due date."""
        ahead = max([-level.delay_days for level in self.level_ids if level.call_notice], default=0)
        last = fields.Date.add(credit_control_run.date, days=ahead)
        domain = super()._move_lines_domain(credit_control_run)
        return [("date_maturity", "<=", last) if each[0] == "date_maturity" else each for each in domain]

    def _get_move_lines_to_process(self, credit_control_run):
        """Override of `account_credit_control`: nobody is reminded of what is paused, or of what is not an invoice."""
        items = super()._get_move_lines_to_process(credit_control_run)
        return items.filtered(lambda item: not item.move_id._call_pause(credit_control_run.date))


class CreditControlPolicyLevel(models.Model):
    """A level, due so many days after the due date, or before it."""

    _inherit = "credit.control.policy.level"

    channel = fields.Selection(selection_add=[("sms", "SMS")], ondelete={"sms": "set default"}, default="email")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    call_notice = fields.Boolean(
        string="Before the Due Date",
        help="A friendly notice: sent while the invoice is not due yet, with a delay of 0 days or less. Invoices that "
        "are overdue already begin with the next level.",
    )
    call_fee = fields.Monetary(string="Reminder Fee", help="Invoiced with each reminder of this level. Sweden: 60 kr.")
    call_compensation = fields.Monetary(
        string="Compensation for Delay",
        help="From companies, instead of the reminder fee, once for each invoice. Sweden: 450 kr.",
    )
    call_interest = fields.Boolean(
        string="Interest", help="From the due date until the reminder, less what was invoiced before."
    )
    call_block_reason_id = fields.Many2one(
        "call.block.reason",
        string="Restrict Service",
        ondelete="restrict",
        help="From this level on the account is blocked for this reason, until what it was reminded of is paid, "
        "promised or in dispute.",
    )

    _call_charges = models.Constraint(
        "CHECK (COALESCE(call_fee, 0) >= 0 AND COALESCE(call_compensation, 0) >= 0)", "Fees are 0 or more."
    )

    @api.depends("policy_id.company_id")
    def _compute_currency_id(self):
        for level in self:
            level.currency_id = (level.policy_id.company_id or self.env.company).currency_id

    @api.constrains("call_notice", "delay_days", "computation_mode", "level")
    def _check_call_notice(self):
        for policy in self.policy_id:
            levels = policy.level_ids.sorted("level")
            notices = levels.filtered("call_notice")
            if any(level.delay_days > 0 or level.computation_mode != "net_days" for level in notices):
                raise ValidationError(
                    self.env._("A notice before the due date is computed by it, with a delay of 0 days or less: -5.")
                )
            reminders = levels - notices
            if notices and reminders and notices[-1].level > reminders[0].level:
                raise ValidationError(self.env._("Notices before the due date are the first levels of a policy."))
            if reminders[:1].computation_mode == "previous_date":
                raise ValidationError(self.env._("The first reminder has none before it: compute it by the due date."))

    def _previous_level(self):
        """Override of `account_credit_control`: a reminder has only reminders before it, a notice only notices."""
        levels = self.policy_id.level_ids.filtered(
            lambda level: level.level < self.level and level.call_notice == self.call_notice
        )
        return levels.sorted("level")[-1:] or None

    def _get_sql_level_part(self):
        """Override of `account_credit_control`: the level before was reached, and that some days ago."""
        part = super()._get_sql_level_part()
        if self.call_notice:
            return f"{part} AND mv_line.date_maturity >= date(%(controlling_date)s)"
        if self._previous_level():
            gap = int(self.env.company.call_reminder_gap)
            return f"{part} AND cr_line.date + {gap} <= date(%(controlling_date)s)"
        notices = self.policy_id.level_ids.filtered("call_notice").mapped("level")
        part = f"({part} OR cr_line.level <= {max(notices)})" if notices else part
        return f"{part} AND mv_line.date_maturity < date(%(controlling_date)s)"

    def _call_day(self, due, before=None):
        """The day on which the level falls.

        :param date due: the invoice's due date; :param date before: when the level before fell, None for the first
        """
        if self.computation_mode == "previous_date":
            return fields.Date.add(before, days=self.delay_days)
        day = fields.Date.add(due, days=self.delay_days)
        if self.computation_mode == "end_of_month":
            day = fields.Date.end_of(day, "month")
        if before and not self.call_notice:
            day = max(day, fields.Date.add(before, days=self.env.company.call_reminder_gap))
        return day if self.call_notice else max(day, fields.Date.add(due, days=1))
