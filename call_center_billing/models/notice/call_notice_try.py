"""What a text looks like, before anybody gets it."""

from odoo import models
from odoo.exceptions import UserError

from .samples import SAMPLES


class CallNoticeEvent(models.Model):
    """Preview of the texts."""

    _inherit = "call.notice.event"

    def _rehearse(self, account, lang, act):
        """Write a notification of the event with words for trying out, and take it back.

        :param act: what is done with the `call.notice`; its result is returned
        """
        self.ensure_one()
        self._check_template()
        notices = self.env["call.notice"].sudo().with_context(mail_create_nolog=True, lang=lang)
        vals = {
            "company_id": self.env.company.id,
            "partner_id": account.commercial_partner_id.id,
            "event_id": self.id,
            "key": "try",
            "channel": "email",
            "values": SAMPLES.get(self.code, {}),
        }
        with self.env.cr.savepoint() as savepoint:
            try:
                return act(notices.create(vals).with_context(call_notice_lang=lang))
            finally:
                savepoint.rollback()

    def action_try(self):
        """The preview."""
        self.ensure_one()
        domain = [("company_id", "in", (self.env.company.id, False)), ("call_number_ids", "!=", False)]
        account = self.env["res.partner"].search(domain, limit=1) or self.env.company.partner_id
        vals = {"event_id": self.id, "partner_id": account.id, "lang": account.lang or self.env.lang}
        preview = self.env["call.notice.try"].create(vals)
        return preview.action_show()

    def _check_template(self):
        if not self._template():
            raise UserError(self.env._("“%(event)s” has no text. Choose one.", event=self.name))
