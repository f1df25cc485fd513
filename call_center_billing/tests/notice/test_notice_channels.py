"""What becomes of e-mails, letters and SMS."""

import json
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.modules import module
from odoo.tests import tagged

from ..directory.common import StandInCase
from .common import NoticeCase


@tagged("post_install", "-at_install")
class TestNoticeChannels(StandInCase, NoticeCase):
    def _told(self, channel="email"):
        """A notification that was written."""
        self._event("renewal").channel = channel
        notice = self.acme._call_notify("renewal", channel, values={"name": "Office 10"})
        self._run()
        return notice

    def test_an_email_that_left_is_sent_and_one_that_came_back_is_not(self):
        notice = self._told()
        self._mails(notice)._postprocess_sent_message(success_pids=self.acme.ids, success_emails=[])
        self.assertEqual((notice.state, bool(notice.sent_at), notice.error), ("sent", True, False))
        message = notice.message_ids.filtered("subject")
        self.assertFalse(self._mails(notice), "the mail itself is gone")
        self.assertTrue(message, "but what it said stays, and by it a bounce is known")
        notice._message_receive_bounce("acme@example.com", self.acme)
        self.assertEqual(notice.state, "failed")
        self.assertIn("acme@example.com", notice.error)

    def test_an_email_that_the_server_refused_can_be_sent_again(self):
        notice = self._told()
        first = self._mails(notice)
        first.state = "exception"
        first._postprocess_sent_message([], [], failure_reason="No such mailbox", failure_type="mail_smtp")
        self.assertEqual((notice.state, notice.error), ("failed", "No such mailbox"))
        first._postprocess_sent_message([], [], failure_type="mail_smtp")
        self.assertIn("mail server", notice.error)
        notice.action_again()
        self._run()
        self.assertEqual(notice.state, "queued")
        self.assertEqual(sorted(self._mails(notice).mapped("state")), ["cancel", "outgoing"])

    def test_letters_wait_to_be_printed(self):
        notice = self._told("letter")
        self.assertEqual(notice.state, "skipped", "an address lacks")
        self.acme.write({"street": "Storgatan 1", "zip": "111 22", "city": "Stockholm"})
        notice.action_again()
        self._run()
        self.assertEqual(notice.state, "letter")
        with self.assertRaises(UserError):
            notice.action_again()
        action = notice.with_user(self._create_user("clerk")).action_print()
        self.assertEqual(notice.state, "sent")
        html = self.env["ir.actions.report"]._render_qweb_html(action["report_name"], notice.ids)[0].decode()
        for text in ("Storgatan 1", "Office 10", "Acme"):
            self.assertIn(text, html)
        with self.assertRaises(UserError):
            notice.action_print()

    def test_an_sms_says_it_in_a_sentence(self):
        self.acme.phone = "+46701110001"
        asked = []

        def answer(handler):
            told = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
            asked.append(told["params"]["messages"][0])
            state = "success" if len(asked) == 1 else "wrong_number_format"
            uuid = asked[-1]["numbers"][0]["uuid"]
            body = json.dumps({"jsonrpc": "2.0", "id": told["id"], "result": [{"uuid": uuid, "state": state}]})
            handler.send_response(200)
            handler.send_header("Content-Type", "application/json")
            handler.end_headers()
            handler.wfile.write(body.encode())

        self.env["ir.config_parameter"].set_param("sms.endpoint", self._stand_in(answer).url)
        notices = self._told("sms")
        notices |= self.acme._call_notify("renewal", 2, values={"name": "Office 10"})
        self._run()
        self.assertEqual(notices.mapped("state"), ["queued", "queued"])
        with patch.object(module, "current_test", None):  # Odoo asks nobody for SMS in tests
            for sms in self.env["sms.sms"].search([("mail_message_id", "in", notices.message_ids.ids)], order="id"):
                sms.send()
        self._run()
        self.assertEqual(notices.mapped("state"), ["sent", "failed"])
        self.assertTrue(notices[1].error)
        self.assertEqual(asked[0]["numbers"][0]["number"], "+46701110001")
        self.assertIn(f"{self.company.name}: Office 10 is renewed", asked[0]["content"])
        self.acme.phone = False
        self.acme._call_notify("renewal", 3)
        self._run()
        self.assertEqual(self._notices("renewal")[-1].state, "skipped")

    def test_a_text_is_looked_at_and_sent_to_whoever_looks(self):
        manager = self._create_user("manager")
        self.env["res.lang"]._activate_lang("sv_SE")
        for event in self.env["call.notice.event"].search([]).with_user(manager):
            preview = self.env["call.notice.try"].with_user(manager).browse(event.action_try()["res_id"])
            self.assertIn(self.company.name, preview.subject)
            self.assertIn("/my", preview.body)
        preview.write({"partner_id": self.acme.id, "lang": "sv_SE"})
        preview.action_show()
        self.assertIn("Acme", preview.body)
        self.assertFalse(self._notices(), "nothing is left of it")
        before = self.env["mail.mail"].search([])
        preview.action_send()
        self.assertEqual((self.env["mail.mail"].search([]) - before).email_to, manager.email)
