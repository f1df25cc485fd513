"""One reminder to one customer: e-mail, SMS or letter."""

from odoo import api, fields, models
from odoo.exceptions import UserError

LETTERS = "account_credit_control.report_credit_control_summary"


class CreditControlCommunication(models.Model):
    """Each is charged for and sent on its own, so one that cannot be sent keeps no other."""

    _inherit = "credit.control.communication"

    call_channel = fields.Selection(
        selection=lambda self: self.env["credit.control.line"]._fields["channel"]._description_selection(self.env),
        string="Channel",
        compute="_compute_call_channel",
        store=True,
    )
    call_state = fields.Selection(
        [("waiting", "To print"), ("sent", "Sent"), ("trouble", "Not sent")],
        string="State",
        compute="_compute_call_state",
        store=True,
    )

    @api.depends("credit_control_line_ids.channel")
    def _compute_call_channel(self):
        for each in self:
            each.call_channel = each.credit_control_line_ids[:1].channel

    @api.depends("credit_control_line_ids.state", "credit_control_line_ids.channel")
    def _compute_call_state(self):
        for each in self:
            states = set(each.credit_control_line_ids.mapped("state"))
            if states & {"error", "email_error"}:
                each.call_state = "trouble"
            elif "to_be_sent" in states:
                each.call_state = "waiting"
            else:
                each.call_state = "sent"

    def _call_act(self):
        """Charge, restrict and send; what goes wrong is told here, and tried again the next night."""
        for each in self:
            try:
                with self.env.cr.savepoint():
                    each._call_charge()
                    each._call_send()
            except UserError as error:
                each.credit_control_line_ids.write({"state": "error"})
                each.message_post(body=str(error.args[0]))

    def _call_send(self):
        ready = self.credit_control_line_ids.filtered(lambda line: line.state in ("to_be_sent", "error"))
        if not ready:
            return
        ready.write({"state": "to_be_sent"})
        if self.call_channel == "email":
            self._generate_emails()
        elif self.call_channel == "sms":
            self._call_send_sms()

    @api.model
    def _call_again(self, company):
        """Try again what could not be sent; whose e-mail came back gets a letter."""
        own = self.search([("company_id", "=", company.id), ("call_state", "=", "trouble")])
        bounced = own.credit_control_line_ids.filtered(lambda line: line.state == "email_error")
        bounced.write({"state": "to_be_sent", "channel": "letter"})
        own.filtered(lambda each: each.call_state == "trouble")._call_act()

    def _call_send_sms(self):
        """One SMS, by Odoo's own module: the whole in one sentence."""
        number = self.partner_id._call_sms_number()
        if not number:
            raise UserError(self.env._("%(partner)s has no telephone number.", partner=self.partner_id.display_name))
        text = self.with_context(lang=self.partner_id.lang)._call_sms_text()
        message = self.message_post(body=text, message_type="sms" if "sms" in self._call_message_types() else "comment")
        self.env["sms.sms"].sudo().create(
            {"number": number, "body": text, "partner_id": self.partner_id.id, "mail_message_id": message.id}
        )
        self.credit_control_line_ids.write({"state": "sent", "date_sent": fields.Date.context_today(self)})

    def _call_message_types(self):
        return dict(self.env["mail.message"]._fields["message_type"]._description_selection(self.env))

    def _call_sms_text(self):
        invoices = ", ".join(self.credit_control_line_ids.invoice_id.mapped("name"))
        return self.env._(
            "%(company)s, %(level)s: please pay %(amount)s for %(invoices)s.",
            company=self.company_id.name,
            level=self.policy_level_id.name,
            amount=self.currency_id.format(self._call_asked()),
            invoices=invoices,
        )

    def _call_asked(self):
        """What the reminder asks for: what is open, and what it charges."""
        return self.currency_id.round(self.total_due + self._call_charged())

    def _call_print(self):
        """The letters among these that wait, in one file; they are sent then.

        :return: the action, False if none waits
        """
        letters = self.filtered(lambda each: each.call_state == "waiting" and each.call_channel == "letter")
        if not letters:
            return False
        ready = letters.credit_control_line_ids.filtered(lambda line: line.state == "to_be_sent")
        ready.write({"state": "sent", "date_sent": fields.Date.context_today(self)})
        report = self.env["ir.actions.report"]._get_report_from_name(LETTERS)
        return report.with_context(discard_logo_check=True).report_action(letters)

    def action_call_print(self):
        """Print the letters that wait."""
        action = self._call_print()
        if not action:
            raise UserError(self.env._("None of these is a letter that waits to be printed."))
        return action
