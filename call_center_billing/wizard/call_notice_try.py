"""A text of a notification, tried out."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallNoticeTry(models.TransientModel):
    """Shows the e-mail with made-up words, and sends it to whoever looks at it."""

    _name = "call.notice.try"
    _description = "Preview of a Notification"

    event_id = fields.Many2one("call.notice.event", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed(), string="Language", required=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(readonly=True, sanitize=False)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        self.lang = self.partner_id.lang or self.lang

    def action_show(self):
        """Show the text as this customer would read it."""
        self.ensure_one()
        self.write(self.event_id._rehearse(self.partner_id, self.lang, lambda notice: notice._as_email()))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview: %(event)s", event=self.event_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_send(self):
        """Send it to whoever looks at it, and to nobody else."""
        self.ensure_one()
        address = self.env.user.email
        if not address:
            raise UserError(self.env._("You have no e-mail address. Write it into your profile."))
        text = self.event_id._rehearse(self.partner_id, self.lang, lambda notice: notice._as_email())
        company = self.env.company
        mail = {
            "subject": self.env._("Test: %(subject)s", subject=text["subject"]),
            "body_html": text["body"],
            "email_to": address,
            "email_from": company.email_formatted or self.env.user.email_formatted,
            "auto_delete": True,
        }
        self.env["mail.mail"].sudo().create(mail)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        message = self.env._("On its way to %(address)s.", address=address)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }
