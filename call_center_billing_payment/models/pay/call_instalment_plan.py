"""Customers ask for instalments, pay them one by one, and are told how it stands."""

from odoo import fields, models
from odoo.exceptions import UserError

ACTIVITY = "mail.mail_activity_data_todo"


class CallInstalmentPlan(models.Model):
    """A plan that a customer asked for is a draft until a clerk starts it."""

    _name = "call.instalment.plan"
    _inherit = ["call.instalment.plan", "mail.activity.mixin"]

    call_requested_by_id = fields.Many2one("res.partner", string="Asked for by", readonly=True, copy=False)

    def _call_open_parts(self):
        """What is left of each part of running plans, soonest first: [(part, its number, sum)]."""
        rows = []
        for plan in self.filtered(lambda plan: plan.state == "running"):
            paid = plan.paid
            for number, part in enumerate(plan.part_ids, start=1):
                left = plan.currency_id.round(part.amount - max(min(paid, part.amount), 0))
                paid -= part.amount
                if left > 0:
                    rows.append((part, number, left))
        return rows

    def _call_close_paid(self):
        """Running plans whose invoice is paid have been kept."""
        running = self.filtered(lambda plan: plan.state == "running")
        running.filtered(lambda plan: plan.currency_id.is_zero(plan.invoice_id.amount_residual)).state = "kept"

    def action_start(self):
        """Override: the request is answered."""
        result = super().action_start()
        self.activity_unlink([ACTIVITY])
        return result

    def action_cancel(self):
        """Override: the request is answered."""
        result = super().action_cancel()
        self.activity_unlink([ACTIVITY])
        return result

    def _call_ask(self, invoice, payer, count):
        """A draft for a clerk to say yes or no to.

        :param account.move invoice: a posted one that `payer` owes
        :param int count: into how many parts
        :raise UserError: why the customer cannot ask for that
        """
        most = invoice.company_id.call_pay_parts
        if not 2 <= count <= most:
            raise UserError(self.env._("Ask for 2 to %(most)s parts.", most=most))
        if invoice.state != "posted" or invoice.currency_id.is_zero(invoice.amount_residual):
            raise UserError(self.env._("There is nothing to pay of this invoice."))
        if invoice.call_plan_ids.filtered(lambda plan: plan.state in ("draft", "running")):
            raise UserError(
                self.env._("%(invoice)s has an instalment plan, or one was asked for.", invoice=invoice.name)
            )
        if invoice._call_under_way():
            raise UserError(self.env._("%(invoice)s is being paid right now.", invoice=invoice.name))
        plan = self.create({"invoice_id": invoice.id, "part_count": count, "call_requested_by_id": payer.id})
        plan.action_split()
        plan._call_tell_clerk()
        return plan

    def _call_tell_clerk(self):
        user = self.company_id.call_dispute_user_id or self.partner_id.user_id
        self.activity_schedule(
            ACTIVITY,
            date_deadline=fields.Date.add(fields.Date.context_today(self), days=2),
            summary=self.env._("Instalments asked for: %(parts)s parts", parts=self.part_count),
            note=self.env._("Start the plan to agree, or cancel it and tell the customer why."),
            user_id=(user or self.env["call.balance"].sudo()._audit_watcher()).id,
        )
