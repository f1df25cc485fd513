"""Reminding, every night."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CreditControlRun(models.Model):
    """Each night says from due dates alone what is due: a night that was missed changes nothing but the day."""

    _inherit = "credit.control.run"

    call_nightly = fields.Boolean(string="By Night", readonly=True, copy=False)

    _call_one_a_night = models.UniqueIndex(
        "(company_id, date) WHERE call_nightly", "The reminders of this day have been run."
    )

    @api.model
    def _cron_call_reminders(self):
        """Remind in all companies that want it; one whose policy is wrong keeps no other from it."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search([("call_reminders", "=", True)])
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            if company._call_collects():
                self.with_company(company)._call_night(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _call_night(self, company):
        """Everything that one night does for the company at work.

        :return: the run; empty if there was one today, or nothing to go by
        """
        self.env["call.payment.promise"].sudo()._call_look(company)
        self.env["call.instalment.plan"].sudo()._call_look(company)
        run = self._call_run_today(company)
        self.env["credit.control.communication"]._call_again(company)
        self.env["res.partner"]._call_watch_reminded()
        return run

    def _call_run_today(self, company):
        today = fields.Date.context_today(self)
        policies = self._call_policies(company)
        if not policies or self.search_count(
            [("company_id", "=", company.id), ("date", "=", today), ("call_nightly", "=", True)], limit=1
        ):
            return self.browse()
        try:
            with self.env.cr.savepoint():
                run = self.create(
                    {
                        "date": today,
                        "company_id": company.id,
                        "policy_ids": [(6, 0, policies.ids)],
                        "call_nightly": True,
                    }
                )
                run._generate_credit_lines()
        except UserError as error:  # as a run that somebody dated ahead
            self._call_tell(company, str(error.args[0]))
            return self.browse()
        run.set_to_ready_lines()
        run._call_act()
        return run

    def _call_policies(self, company):
        """The policies in use: the company's, accounts' and invoices' own."""
        policies = company.credit_policy_id
        policies |= self.env["credit.control.policy"].search(
            [("company_id", "in", (company.id, False)), ("do_nothing", "=", False)]
        )
        return policies.filtered(lambda policy: policy.account_ids and not policy.do_nothing)

    def _call_act(self):
        """Charge and send what is ready: e-mails and SMS now, letters wait to be printed."""
        lines = self.line_ids.filtered(lambda line: line.state == "to_be_sent" and not line.communication_id)
        self.env["credit.control.communication"]._generate_comm_from_credit_lines(lines)._call_act()

    def run_channel_action(self):
        """Override of `account_credit_control`: the same by hand, and the letters at once."""
        self._call_act()
        return self.line_ids.communication_id._call_print() or True

    def _call_tell(self, company, text):
        """Somebody has to see to it that reminders go on."""
        user = self.env["call.balance"]._audit_watcher()
        company.partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("No reminders could be sent"),
            note=text,
            user_id=user.id,
        )
