"""What became of the mails of notifications."""

from odoo import models


class MailMail(models.Model):
    """The mail server took them, or did not."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        """Override of `mail`: tell the notification."""
        ids = [mail.res_id for mail in self.sudo() if mail.model == "call.notice" and mail.res_id]
        notices = self.env["call.notice"].sudo().browse(ids).exists()
        if notices and failure_type:
            kinds = dict(self._fields["failure_type"]._description_selection(self.env))
            notices._fail(failure_reason or kinds.get(failure_type, failure_type))
        elif notices:
            notices._done()
        return super()._postprocess_sent_message(success_pids, success_emails, failure_reason, failure_type)
