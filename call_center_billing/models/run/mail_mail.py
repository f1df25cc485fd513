"""Mails that do not go out."""

from odoo import models


class MailMail(models.Model):
    """An invoice whose mail fails is told of."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        """Override of `mail`: an invoice that the mail server did not take has not been sent."""
        if failure_type:
            ids = [mail.res_id for mail in self.sudo() if mail.model == "account.move" and mail.res_id]
            moves = self.env["account.move"].sudo().browse(ids).exists()
            sent = moves.filtered(lambda move: move.call_dispatch in ("queued", "sent"))
            sent._call_undelivered("failed", failure_reason or failure_type)
        return super()._postprocess_sent_message(success_pids, success_emails, failure_reason, failure_type)
