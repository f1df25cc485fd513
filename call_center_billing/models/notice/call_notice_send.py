"""How notifications leave: by Odoo's mail queue, its SMS queue, or as letters that somebody prints."""

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..account.credit import CLERK
from .res_partner import CRON

_logger = logging.getLogger(__name__)
#: notifications that one round writes at most
ROUND = 500
WAITING = [("state", "=", "queued"), ("made_at", "=", False), ("company_id.call_billing", "=", True)]


class CallNotice(models.Model):
    """Texts are written when the event is in the database; whatever keeps one from being written keeps no other."""

    _inherit = "call.notice"

    @api.model
    def _cron_call_notices(self):
        """Write what is queued, and look what became of SMS."""
        self._look_after_sms()
        found = self.search(WAITING, order="id", limit=ROUND)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(WAITING))
        for notice in found:
            # another worker may have it
            notice.try_lock_for_update().filtered_domain(Domain(WAITING))._make()
            if not progress(1):
                break

    def _make(self):
        """Write these and hand them to their queue; what goes wrong stays on the notification."""
        for notice in self:
            try:
                with self.env.cr.savepoint():
                    notice.with_company(notice.company_id).with_context(lang=notice._lang())._make_one()
            except Exception as error:
                _logger.info("Notification %s could not be written", notice.id, exc_info=True)
                notice._fail(str(error.args[0] if error.args else "") or type(error).__name__)

    def _make_one(self):
        self.event_id._check_template()
        trouble = getattr(self, f"_make_{self.channel}")()
        if trouble:
            self.write({"state": "skipped", "error": trouble})
        else:
            self.write({"made_at": fields.Datetime.now(), "error": False})

    def _make_email(self):
        """:return: why it cannot be sent, or None"""
        contacts = self._contacts().filtered("email")
        if not contacts:
            return self.env._("The customer has no e-mail address.")
        # its message stays when the mail was sent: by it Odoo knows which one came back
        values = {"recipient_ids": [(6, 0, contacts.ids)], "is_notification": True}
        mail_id = self.event_id._template().sudo().send_mail(self.id, email_values=values)
        mail = self.env["mail.mail"].sudo().browse(mail_id)
        addresses = ", ".join(contacts.mapped("email"))
        self.write({"subject": mail.subject, "body": mail.body_html, "recipients": addresses})
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return None

    def _make_letter(self):
        """:return: why it cannot be sent, or None"""
        contact = self._contacts()[:1]
        if not contact._call_complete_address():
            return self.env._("The customer's postal address lacks street, town or country.")
        self.write(self._written() | {"recipients": contact.display_name, "state": "letter"})
        return None

    def _make_sms(self):
        """:return: why it cannot be sent, or None"""
        number = self.partner_id._call_sms_number()
        if not number:
            return self.env._("The customer has no telephone number.")
        text = f"{self._written()['subject']}. {self._link()}"
        self.write({"subject": text, "recipients": number})
        self._message_sms(text, sms_numbers=[number], put_in_queue=True)
        return None

    def _written(self):
        """{subject, body} of the text, in the customer's language."""
        template = self.event_id._template().sudo()
        found = template._generate_template(self.ids, ("subject", "body_html"))[self.id]
        return {"subject": found["subject"], "body": found["body_html"]}

    def _as_email(self):
        """{subject, body} as an e-mail has them."""
        template = self.event_id._template().sudo()
        written, layout = self._written(), template.email_layout_xmlid
        if layout:
            context = {"company": self.company_id, "lang": self._lang()}
            record = self.with_context(lang=self._lang())
            written["body"] = record.env["mail.render.mixin"]._render_encapsulate(
                layout, written["body"], add_context=context, context_record=record
            )
        return written

    def _contacts(self):
        """Who gets it: the account's contacts for notifications if the event goes to them, else its invoice address."""
        account = self.partner_id
        if self.event_id.audience == "contacts":
            domain = [("commercial_partner_id", "=", account.id), ("call_notice_contact", "=", True)]
            if contacts := self.env["res.partner"].search(domain):
                return contacts
        contact = account.browse(account.address_get(["invoice"])["invoice"])
        return contact if contact.email or not account.email else account

    def _fail(self, reason):
        """It did not arrive."""
        self.write({"state": "failed", "error": reason})

    def _done(self):
        """It has left the house."""
        self.write({"state": "sent", "sent_at": fields.Datetime.now(), "error": False})

    def _message_receive_bounce(self, email, partner):
        """Override of `mail`: it came back."""
        result = super()._message_receive_bounce(email, partner)
        self._fail(self.env._("The mail to %(address)s came back.", address=email))
        return result

    def action_again(self):
        """Tell it again, as when an address was mended or the mail server was down."""
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks and managers send notifications again."))
        again = self.sudo().filtered(lambda notice: notice.state in ("failed", "skipped") and not notice.carried)
        if not again:
            raise UserError(
                self.env._(
                    "None of these can be sent again here. What its document tells, as an invoice or a receipt, is "
                    "sent again from there."
                )
            )
        mails = self.env["mail.mail"].sudo().search([("model", "=", "call.notice"), ("res_id", "in", again.ids)])
        mails.filtered(lambda mail: mail.state in ("outgoing", "exception")).cancel()
        for notice in again:
            state, channel = notice.partner_id._call_notice_way(notice.event_id, notice.company_id)
            notice.write({"state": "queued", "channel": channel, "made_at": False, "error": False})
        self.env.ref(CRON).sudo()._trigger()

    def action_print(self):
        """Print the letters among these; they are sent then."""
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks and managers print letters."))
        letters = self.filtered(lambda notice: notice.state == "letter")
        if not letters:
            raise UserError(self.env._("None of these is a letter that waits to be printed."))
        letters.sudo()._done()
        return self.env.ref("call_center_billing.call_notice_report").report_action(letters, config=False)

    @api.model
    def _look_after_sms(self):
        """Odoo's own notes on each SMS tell what became of it."""
        for notice in self.search([("channel", "=", "sms"), ("state", "=", "queued"), ("made_at", "!=", False)]):
            told = notice.message_ids.notification_ids.sorted("id")[-1:]
            if told.notification_status in ("pending", "sent"):
                notice._done()
            elif told.notification_status in ("exception", "bounce", "canceled"):
                notice._fail(told.format_failure_reason())
