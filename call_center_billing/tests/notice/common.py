"""A customer who can be told, and what the crons make of it."""

from ..admission.common import BalanceCase


class NoticeCase(BalanceCase):
    """Acme reads e-mail; nothing is sent by itself but what a test begins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.email = "acme@example.com"

    def _event(self, code):
        return self.env["call.notice.event"]._of(code)

    def _notices(self, code=None, partner=None):
        domain = [("partner_id", "=", (partner or self.acme).id)]
        return self.env["call.notice"].search(domain + ([("event_id.code", "=", code)] if code else []), order="id")

    def _run(self):
        """What the cron does."""
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_notice_cron").method_direct_trigger()

    def _mails(self, notices):
        return self.env["mail.mail"].search([("model", "=", "call.notice"), ("res_id", "in", notices.ids)])
