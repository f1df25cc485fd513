"""Each event is told once, in the customer's language, or it is told why not."""

from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.notice.samples import SAMPLES
from .common import NoticeCase


@tagged("post_install", "-at_install")
class TestNotice(NoticeCase):
    def test_each_event_has_a_text_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.company.currency_id = self.env.ref("base.SEK")
        events = self.env["call.notice.event"].search([])
        self.assertEqual(set(events.mapped("code")), set(SAMPLES))
        events.on = True
        for lang, day, amount in (("en_US", "12/22/2026", "1,250.00"), ("sv_SE", "2026-12-22", "1\xa0250,00")):
            self.acme.lang = lang
            for event in events:
                self.acme._call_notify(event.code, lang, values=SAMPLES[event.code])
            self._run()
            made = self._notices().filtered(lambda each, lang=lang: each.key == lang)
            self.assertEqual(set(made.mapped("state")), {"queued"}, made.mapped("error"))
            mails = self._mails(made)
            self.assertEqual(len(mails), len(events))
            self.assertEqual(mails.recipient_ids, self.acme)
            for mail in mails:
                self.assertIn("Acme", mail.body_html)
                self.assertIn("/my", mail.body_html)
                self.assertIn(self.company.name, mail.subject)
            invoice = made.filtered(lambda each: each.event_id.code == "invoice").body
            self.assertIn(day, invoice)
            self.assertIn(amount, invoice.replace("&nbsp;", "\xa0"))

    def test_words_are_written_by_kind(self):
        moment, when = datetime(2026, 12, 1, 23, 30), date(2026, 12, 2)
        words = {"amount": -1_500_000, "currency": "EUR", "until": moment, "date": when, "name": "Plan"}
        notice = self.acme._call_notify("renewal", 1, values=words)
        self.assertIn("1.50", notice._sum("amount"))
        self.assertIn("€", notice._sum("amount"))
        self.assertIn("12/2/26", notice._day("until"), "by the customer's clock")
        self.assertEqual(notice._day("date"), "12/02/2026")
        self.assertEqual((notice._word("name"), notice._word("other"), notice._sum("other")), ("Plan", "", ""))

    def test_an_event_is_told_once_and_another_one_again(self):
        self.assertEqual(len(self.acme._call_notify("unblock", "a")), 1)
        self.assertFalse(self.acme._call_notify("unblock", "a"))
        contact = self.env["res.partner"].create({"name": "Eva", "parent_id": self.acme.id})
        self.assertFalse(contact._call_notify("unblock", "a"), "the account is the commercial partner's")
        self.assertEqual(len(self.acme._call_notify("unblock", "b")), 1)
        self.assertEqual(len(self.acme._call_notify("block", "a")), 1)
        self._run()
        self._run()
        self.assertFalse(self._mails(self._notices()), "both are off until a company wants them")
        self.acme._call_notify("renewal", "a")
        self._run()
        self._run()
        self.assertEqual(len(self._mails(self._notices("renewal"))), 1)

    def test_what_is_rolled_back_is_told_to_nobody(self):
        with self.env.cr.savepoint() as savepoint:
            self.acme._call_notify("renewal", "a")
            savepoint.rollback()
        self._run()
        self.assertFalse(self._notices())
        self.assertEqual(len(self.acme._call_notify("renewal", "a")), 1, "and may be told yet")

    def test_off_means_off(self):
        self._event("renewal").on = False
        self.acme._call_notify("renewal", "company")
        self._event("renewal").on = True
        self.acme._call_keep_choice(self._event("renewal"), False, None)
        self.acme._call_notify("renewal", "account")
        bolt = self._create_customer("Bolt", "+46812345679")
        self._event("block").on = False
        bolt._call_keep_choice(self._event("block"), True, None)
        bolt._call_notify("block", "account")
        self.assertEqual(self._notices().mapped("state"), ["off", "off"])
        self.assertEqual(self._notices(partner=bolt).state, "queued")
        self._run()
        self.assertFalse(self._mails(self._notices()))
        self.company.call_billing = False
        self.assertFalse(self.acme._call_notify("cancellation", "switch"))
        bolt.email = "bolt@example.com"
        self.assertEqual(self._notices(partner=bolt).state, "skipped")

    def test_while_billing_is_off_nothing_goes_out(self):
        notice = self.acme._call_notify("renewal", "a")
        self.company.call_billing = False
        self._run()
        self.assertEqual((notice.state, notice.made_at), ("queued", False))
        self.company.call_billing = True
        self._run()
        self.assertEqual(len(self._mails(notice)), 1)

    def test_companies_choose_for_themselves(self):
        other = self.env["res.company"].create({"name": "Other operator"})
        event = self._event("renewal")
        event.with_company(other).write({"on": False, "channel": "letter"})
        self.assertTrue(event._is_on())
        self.assertEqual(event.channel, "email")
        self.assertEqual(self.acme.with_company(other)._call_notify("renewal", 1).state, "off")
        self.assertEqual(self.acme._call_notify("renewal", 1).state, "queued")
        self._event("payment").on = False
        self.assertFalse(self.company.call_confirm_payments, "the payments' own switch")

    def test_who_has_no_address_is_skipped_and_can_be_told_later(self):
        self.acme.email = False
        notice = self.acme._call_notify("renewal", "a")
        self._run()
        self.assertEqual((notice.state, bool(notice.error)), ("skipped", True))
        self.acme.email = "acme@example.com"
        notice.with_user(self._create_user("clerk")).action_again()
        self._run()
        self.assertEqual((notice.state, notice.recipients), ("queued", "acme@example.com"))
        with self.assertRaises(UserError):
            notice.action_again()

    def test_a_text_that_cannot_be_written_keeps_no_other(self):
        broken = self._event("renewal")._template().copy({"body_html": '<p t-out="object.nothing"/>'})
        self._event("renewal").template_id = broken
        bad = self.acme._call_notify("renewal", "a")
        good = self.acme._call_notify("cancellation", "a")
        self._run()
        self.assertEqual((bad.state, bool(bad.error)), ("failed", True))
        self.assertEqual(len(self._mails(good)), 1)
        self._event("renewal").template_id = False
        bad.action_again()
        self._run()
        self.assertEqual(len(self._mails(bad)), 1)

    def test_contacts_who_want_them_get_them(self):
        vals = {"parent_id": self.acme.id, "type": "contact", "call_notice_contact": True}
        eva = self.env["res.partner"].create({"name": "Eva", "email": "eva@example.com", **vals})
        bill = {"name": "Bills", "email": "bills@example.com", "parent_id": self.acme.id, "type": "invoice"}
        bills = self.env["res.partner"].create(bill)
        self._event("renewal").audience = "contacts"
        for code in ("renewal", "cancellation"):
            self.acme._call_notify(code, 1)
        self._run()
        self.assertEqual(self._mails(self._notices("renewal")).recipient_ids, eva)
        self.assertEqual(self._mails(self._notices("cancellation")).recipient_ids, bills)
        eva.call_notice_contact = False
        self.acme._call_notify("renewal", 2)
        self._run()
        self.assertEqual(self._notices("renewal")[-1].recipients, "bills@example.com")
