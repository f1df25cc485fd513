"""What happens to an account is told from where it happens."""

from odoo.tests import tagged

from .common import NoticeCase


@tagged("post_install", "-at_install")
class TestNoticeEvents(NoticeCase):
    def _invoice(self):
        self.acme.call_credit_policy = "unlimited"
        return self._used(seconds=300).statement_id.action_invoice()

    def test_an_invoice_that_was_mailed_is_noted_and_no_second_mail_goes_out(self):
        self._event("invoice").on = True
        move = self._invoice()
        move.call_dispatch = "queued"
        self.assertFalse(self._notices("invoice"), "posted is not sent")
        move._call_sent({"email"})
        notice = self._notices("invoice")
        self.assertEqual((notice.state, notice.carried, notice.channel), ("sent", True, "email"))
        self.assertEqual(notice._about(), move)
        self._run()
        self.assertFalse(self._mails(notice))
        move._call_undelivered("bounced", "The mail came back.")
        self.assertEqual((notice.state, notice.error), ("failed", "The mail came back."))
        move._call_sent({"letter"})
        self.assertEqual((notice.state, notice.error, notice.channel), ("sent", False, "letter"))
        self.assertEqual(len(self._notices("invoice")), 1)

    def test_an_invoice_that_somebody_else_sends_is_told_where_wanted(self):
        move = self._invoice()
        move._call_sent({"peppol"})
        self.assertEqual(self._notices("invoice").state, "off")
        self._event("invoice").on = True
        other = self._used(start="2026-10-20 10:00:00").statement_id.action_invoice()
        other._call_sent({"peppol"})
        self._run()
        notice = self._notices("invoice")[-1]
        self.assertIn(other.name, notice.body)
        self.assertIn(other._portal_ensure_token(), self._mails(notice).body_html)

    def _confirm(self):
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_payment_confirm_cron").method_direct_trigger()

    def test_a_payment_is_confirmed_in_one_way(self):
        payment = self._pay(3)
        self._confirm()
        self._run()
        notice = self._notices("payment")
        self.assertEqual((notice.state, notice.carried, payment.call_confirmation), ("sent", True, "sent"))
        self.assertFalse(self._mails(notice), "the receipt is the mail")
        self.acme.email = False
        other = self._pay(4)
        self._confirm()
        self.assertEqual(self._notices("payment")[-1].state, "skipped")
        self.acme.email = "acme@example.com"
        other.action_call_confirm_again()
        self.assertEqual(self._notices("payment").mapped("state"), ["sent", "sent"])

    def test_payments_by_sms_or_letter_or_not_at_all(self):
        self.acme.write({"street": "Storgatan 1", "zip": "111 22", "city": "Stockholm"})
        self.acme._call_keep_choice(self._event("payment"), True, "letter")
        payment = self._pay(3)
        self._confirm()
        self._run()
        notice = self._notices("payment")
        self.assertEqual((notice.state, notice.carried, payment.call_confirmation), ("letter", False, "sent"))
        self.acme._call_keep_choice(self._event("payment"), False, None)
        self.assertFalse(self._pay(4).call_confirmation)

    def test_a_top_up_is_told_instead_of_the_payment(self):
        self.acme.call_policy = "prepaid"
        self.assertEqual(self._pay(3).call_confirmation, "due")
        self._event("top_up").on = True
        payment = self._pay(20)
        self._confirm()
        self._run()
        self.assertEqual(payment.call_confirmation, "sent")
        self.assertEqual(set(self._notices().mapped("event_id.code")), {"top_up"})
        self.assertIn("20.00", self._notices()[-1].body)
        self.assertIn("23.00", self._notices()[-1].body, "what there is to call for now")

    def test_a_block_and_its_end_are_told_with_the_reason(self):
        for code in ("block", "unblock"):
            self._event(code).on = True
        self.acme.call_credit_policy = "unlimited"
        self._used(seconds=300).statement_id.action_invoice()
        blocks = self.env["call.block"]
        first = blocks._block(self.acme, "overdue")
        second = blocks._block(self.acme, "manual", reason=first.reason_id)
        blocks._block("+46812345678", "manual", reason=first.reason_id)
        self.assertEqual(len(self._notices("block")), 2, "of the account, not of a number")
        self._run()
        told = self._notices("block")[0]
        self.assertIn(first.reason_id.name, told.body)
        self.assertIn("3.00", told.body)
        self.acme._call_lift("overdue")
        self.assertFalse(self._notices("unblock"), "there is another block")
        second.with_user(self._create_user("clerk")).action_lift()
        self.assertEqual(len(self._notices("unblock")), 1)

    def _low(self):
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_low_balance_cron").method_direct_trigger()
        return self._notices("low_balance")

    def test_a_low_balance_is_told_once_until_it_has_risen(self):
        self._used(seconds=600)
        self.assertFalse(self._low(), "no sum is set")
        self.company.call_low_balance = 5
        [told] = self._low()
        self.assertEqual((told._sum("balance"), told._word("threshold")), (told._sum("balance"), 5_000_000))
        self.assertIn("4.00", told._sum("balance"))
        self.assertEqual(self._low(), told)
        self._pay(50)
        self.assertTrue(told.over_at, "at once, for money has come in")
        self.assertEqual(self._low(), told)
        self._used(seconds=5000)
        self.assertEqual(len(self._low()), 2)
        self._run()
        self.assertIn("4.00", self._low()[-1].body)
        self.company.call_low_balance = 0
        self.assertTrue(self._low()[-1].over_at, "nobody wants to know any more")
        self._used(seconds=5000)
        self.company.call_low_balance = 5
        self._low()
        self._run()
        self.assertIn("Nothing is left", self._low()[-1].body)

    def test_an_account_that_never_had_anything_is_left_alone(self):
        self.company.call_low_balance = 50
        self.assertFalse(self._low())
