"""The customer gets a receipt that says what it is, and how much there is to call for."""

from odoo.tests import tagged

from odoo.addons.call_center_billing.tests.notice.common import NoticeCase

from .common import TopUpMixin

REPORT = "call_center_billing.call_payment_receipt_report"
AVAILABLE = r"Available for calls after it: <strong>[^<]*<span[^>]*>%s\.00<"


@tagged("post_install", "-at_install")
class TestTopUpReceipt(TopUpMixin, NoticeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_top_up()
        cls.company.call_confirm_payments = True
        cls.event = cls.env["call.notice.event"]._of("top_up")
        cls.event.with_company(cls.company).choice = "on"

    def _html(self, payment):
        return self.env["ir.actions.report"]._render_qweb_html(REPORT, payment.ids)[0].decode()

    def _confirm(self):
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_payment_confirm_cron").method_direct_trigger()

    def _receipts(self, payment):
        return self.env["mail.mail"].search([("model", "=", "account.payment"), ("res_id", "=", payment.id)])

    def test_it_says_top_up_number_and_balance(self):
        self._top_up(40)
        payment = self._top_up(100)
        html = self._html(payment)
        self.assertIn("Receipt of a top-up", html)
        self.assertIn(payment.name, html)
        self.assertRegex(html, AVAILABLE % 140)
        self.assertIn("It has no VAT", html)
        self.assertNotIn("to your credit", html)
        self.assertNotIn("You have nothing left to pay", html)

    def test_the_balance_is_that_of_the_moment(self):
        payment = self._top_up(40)
        self._top_up(100)
        self.assertRegex(self._html(payment), AVAILABLE % 40)

    def test_the_receipt_of_another_payment_is_as_before(self):
        html = self._html(self._pay(10))
        self.assertNotIn("top-up", html.lower())
        self.assertIn("to your credit", html)

    def test_it_says_what_it_has_paid(self):
        self._used(100)
        invoice = self.acme.call_statement_ids.action_invoice()
        invoice.filtered(lambda move: move.state == "draft").action_post()
        html = self._html(self._top_up(100))
        self.assertIn(invoice.name, html)
        self.assertRegex(html, AVAILABLE % 99)

    def test_it_is_sent_with_the_pdf_once_and_noted_as_a_top_up(self):
        payment = self._say(self._transaction(100)).payment_id
        self.assertEqual(payment.call_confirmation, "due")
        payment.with_context(force_report_rendering=True)._call_confirm()
        self._confirm()
        mail = self._receipts(payment)
        self.assertEqual((len(mail), payment.call_confirmation), (1, "sent"))
        self.assertIn("added to your account", mail.subject)
        self.assertIn("100.00", mail.body_html)
        self.assertEqual(mail.attachment_ids.mimetype, "application/pdf")
        notices = self._notices("top_up")
        self.assertEqual((notices.state, notices.recipients), ("sent", "acme@example.com"))
        self.assertFalse(self._notices("payment"))

    def test_without_an_address_the_notification_says_so(self):
        self.acme.email = False
        payment = self._top_up()
        self._confirm()
        self.assertEqual((payment.call_confirmation, self._notices("top_up").state), ("address", "skipped"))

    def test_who_wants_sms_or_letters_gets_the_text_of_the_event(self):
        self.event.with_company(self.company).channel = "letter"
        self.acme.write({"street": "Storgatan 1", "city": "Umeå"})
        payment = self._top_up()
        self._confirm()
        self._run()
        self.assertEqual((self._notices("top_up").state, payment.call_confirmation), ("letter", "sent"))
        self.assertFalse(self._receipts(payment))

    def test_with_the_event_off_a_top_up_is_confirmed_like_any_payment(self):
        self.event.with_company(self.company).choice = "off"
        payment = self._top_up()
        self._confirm()
        self.assertEqual(self._notices("payment").state, "sent")
        self.assertIn("added to your account", self._receipts(payment).subject)
