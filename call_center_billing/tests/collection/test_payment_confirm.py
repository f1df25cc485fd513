"""Each payment is confirmed once, or it is told why not."""

from odoo.tests import tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestPaymentConfirm(CollectionCase):
    def setUp(self):
        super().setUp()
        self.company.call_confirm_payments = True

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_payment_confirm_cron").method_direct_trigger()

    def _mails(self, payment):
        domain = [("model", "=", "account.payment"), ("res_id", "=", payment.id)]
        return self.env["mail.mail"].search([*domain, ("recipient_ids", "=", self.acme.id)])

    def test_a_payment_is_confirmed_once(self):
        payment = self._pay(3)
        self.assertEqual(payment.call_confirmation, "due")
        self._run()
        self.assertEqual(payment.call_confirmation, "sent")
        self.assertEqual(len(self._mails(payment)), 1)
        self._run()
        payment.action_draft()
        payment.action_post()
        self._run()
        self.assertEqual(len(self._mails(payment)), 1)

    def test_no_address_is_told_and_can_be_mended(self):
        self.acme.email = False
        payment = self._pay(3)
        self._run()
        self.assertEqual(payment.call_confirmation, "address")
        self.acme.email = "acme@example.com"
        payment.with_user(self._create_user("clerk")).action_call_confirm_again()
        self.assertEqual(payment.call_confirmation, "sent")

    def test_nothing_goes_to_customers_without_calls_or_for_money_paid_out(self):
        other = self.env["res.partner"].create({"name": "No calls", "email": "other@example.com"})
        self.assertFalse(self._pay(3, other).call_confirmation)
        self.assertFalse(self._pay(3, payment_type="outbound").call_confirmation)

    def test_a_payment_that_was_cancelled_meanwhile_is_not_confirmed(self):
        payment = self._pay(3)
        payment.action_draft()
        payment.action_cancel()
        self._run()
        self.assertFalse(payment.call_confirmation)
        self.assertFalse(self._mails(payment))
