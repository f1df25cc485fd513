"""Money goes back once or not at all, and never by one person alone where two must agree."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import HTTP_LOG, RefundCase


@tagged("post_install", "-at_install")
class TestRefund(RefundCase):
    def test_a_part_goes_back_through_the_gateway_once(self):
        invoice = self._invoice(due=fields.Date.today())
        payment = self._transaction(3, invoice).payment_id
        self.assertEqual(invoice.payment_state, "paid")
        refund = self._ask(payment, 1)
        self.assertEqual((refund.state, refund.way, refund.left), ("waiting", "gateway", 3))
        self.assertIn(f"{invoice.name} is open again with", refund.consequences)
        refund.action_approve()
        with self.assertRaisesRegex(UserError, "Approved"):
            refund.action_approve()  # a second click
        self.assertEqual(self.stripe.count("/refunds"), 0, "the gateway is asked when the approval is committed")
        self._run()
        self._run()
        self.assertEqual(self.stripe.count("/refunds", "POST"), 1)
        self.assertEqual((refund.state, refund.transaction_id.state, refund.trouble), ("done", "done", False))
        self.assertEqual(refund.refund_payment_id.source_payment_id, payment)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("partial", 1))
        self.assertEqual(payment._call_left_to_refund(), 2)
        notice = self.env["call.notice"].search([("partner_id", "=", self.acme.id), ("event_id.code", "=", "refund")])
        self.assertEqual(len(notice), 1)
        self.assertIn(refund.name, self._html(refund))

    def _html(self, refund):
        name = refund.action_receipt()["report_name"]
        return self.env["ir.actions.report"]._render_qweb_html(name, refund.ids)[0].decode()

    def test_a_lost_answer_leaves_it_unknown_and_asks_nobody_twice(self):
        payment = self._transaction(3).payment_id
        refund = self._ask(payment, 3)
        refund.action_approve()
        self.stripe.fail("/refunds", cut=True, after=True)
        self._run()
        self.assertEqual(refund.state, "unknown")
        self.assertTrue(refund.activity_ids)
        self._run()
        self.assertEqual(self.stripe.count("/refunds"), 1)
        self.assertEqual(payment._call_left_to_refund(), 0)
        with self.assertRaises(ValidationError):
            self._ask(payment, 1)
        # the gateway's own notification, under its own number
        payment.payment_transaction_id._call_refunded_elsewhere(3, "re_1")
        self.assertEqual((refund.state, refund.transaction_id.provider_reference), ("done", "re_1"))
        payment.payment_transaction_id._call_refunded_elsewhere(3, "re_1")
        self.assertEqual(payment._call_left_to_refund(), 0)
        self.assertEqual(self.acme.credit, 0, "paid 3, 3 went back")

    def test_a_person_says_what_became_of_it(self):
        refunds = [self._ask(self._transaction(3).payment_id, 3) for _each in range(2)]
        self.stripe.fail("/refunds", status=503, times=2)
        for refund in refunds:
            refund.action_approve()
        with mute_logger(HTTP_LOG):
            self._run()
        went, lost = refunds
        self.assertEqual([went.state, lost.state], ["unknown", "unknown"])
        with self.assertRaisesRegex(UserError, "number"):
            went.action_went_through()
        went.gateway_number = "re_77"
        went.action_went_through()
        self.assertEqual((went.state, went.refund_payment_id.amount), ("done", 3))
        lost.action_did_not_go()
        self.assertEqual((lost.state, lost.payment_id._call_left_to_refund()), ("failed", 3))
        again = self.env["call.refund"].browse(lost.with_user(self.clerk).action_again()["res_id"])
        self.assertEqual((again.state, again.amount, again.payment_id), ("draft", 3, lost.payment_id))

    def test_what_the_gateway_refuses_has_failed(self):
        payment = self._transaction(3).payment_id
        refund = self._ask(payment, 3)
        refund.action_approve()
        self.stripe.fail("/refunds", status=402, body={"error": {"message": "Card closed"}})
        with mute_logger(HTTP_LOG):
            self._run()
        self.assertEqual((refund.state, payment._call_left_to_refund()), ("failed", 3))
        self.assertIn("Card closed", refund.trouble)
        self.assertEqual(self.acme.credit, -3)

    def test_a_refund_that_fails_later_gives_the_customer_the_money_again(self):
        invoice = self._invoice(due=fields.Date.today())
        payment = self._transaction(3, invoice).payment_id
        refund = self._ask(payment, 3)
        refund.action_approve()
        self._run()
        self.assertEqual(invoice.payment_state, "not_paid")
        refund.sudo().transaction_id._call_refund_undone("The card is closed.")
        self.assertEqual((refund.state, invoice.payment_state), ("failed", "paid"))
        self.assertIn("closed", refund.trouble)
        self.assertEqual(payment._call_left_to_refund(), 3)

    def test_the_invoice_that_is_due_last_opens_first(self):
        first, second = (self._invoice(due=fields.Date.add(fields.Date.today(), days=days)) for days in (1, 9))
        payment = self._transaction(7, first + second).payment_id
        refund = self._ask(payment, 3, way="transfer", journal_id=self._till().id)
        self.assertEqual([(move, amount) for move, amount in refund._reopened()], [(second, 2)])
        refund.action_approve()
        self.assertEqual((first.amount_residual, second.amount_residual), (0, 2), "1 had not been used")
        self.assertEqual(refund.state, "done", "it was taken out of the till")

    def test_a_transfer_is_done_when_the_bank_has_it(self):
        payment = self._pay(5, journal_id=self.bank.id)
        refund = self._ask(payment, 2, way="transfer", journal_id=self.bank.id)
        refund.action_approve()
        self.assertEqual((refund.state, self.acme.credit), ("sent", -3))
        line = self._line(-2, f"Refund {refund.name}")
        line.action_call_match()
        self._run()
        self.assertTrue(line.is_reconciled)
        self.assertEqual(refund.state, "done")

    def test_a_cheque_that_bounced_is_reversed(self):
        invoice = self._invoice(due=fields.Date.today())
        payment = self._pay(3, journal_id=self.bank.id)
        self.assertEqual(invoice.payment_state, "in_payment" if invoice.payment_state == "in_payment" else "paid")
        with self.assertRaisesRegex(ValidationError, "as a whole"):
            self._ask(payment, 1, way="reversal")
        refund = self._ask(payment, 3, way="reversal")
        refund.action_approve()
        self.assertEqual((refund.state, payment.state), ("done", "rejected"))
        self.assertEqual((invoice.amount_residual, self.acme.credit), (3, 3))
        self.assertFalse(payment.call_refundable)

    def test_what_stays_on_the_account_moves_nothing(self):
        payment = self._transaction(3).payment_id
        refund = self._ask(payment, 3, way="balance")
        refund.action_approve()
        self.assertEqual((refund.state, self.acme.credit), ("done", -3))
        self.assertEqual(payment._call_left_to_refund(), 3)
        self.assertEqual(self.stripe.asked, [])

    def test_no_more_goes_back_than_came_in(self):
        tx = self._transaction(3)
        tx._call_refunded_elsewhere(1, "re_dashboard")
        payment = tx.payment_id
        self.assertEqual(payment._call_left_to_refund(), 2)
        with self.assertRaisesRegex(ValidationError, "only"):
            self._ask(payment, 2.5)
        first = self._ask(payment, 2)
        with self.assertRaises(ValidationError):
            self._ask(payment, 1)
        first.action_refuse()
        self._ask(payment, 1).action_approve()
        self.assertEqual(payment._call_left_to_refund(), 1)

    def test_consequences_tell_what_is_left_and_the_limit(self):
        self.acme.write({"call_credit_policy": "limited", "call_credit_limit": 0})
        payment = self._pay(5, journal_id=self.bank.id)
        self._used(seconds=300)  # 3 of the 5
        refund = self._ask(payment, 4, way="transfer", journal_id=self.bank.id)
        self.assertEqual((refund.balance_after, refund.under_limit), (-2, True))
        self.assertIn("beyond its limit", refund.consequences)
        refund.action_approve()
        self.assertEqual(self._available(), -2)


@tagged("post_install", "-at_install")
class TestRefundRights(RefundCase):
    def test_above_the_sum_another_manager_agrees(self):
        self.company.call_refund_second_above = 2
        payment = self._transaction(9).payment_id
        small = self._ask(payment, 2, by=self.manager)
        small.action_approve()
        self.assertEqual(small.decided_by_id, self.manager)
        refund = self._ask(payment, 3, by=self.manager)
        self.assertEqual(refund.activity_ids.user_id & (self.manager + self.other_manager), self.other_manager)
        with self.assertRaisesRegex(UserError, "another manager"):
            refund.action_approve()
        refund.with_user(self.other_manager).action_approve()
        self.assertEqual((refund.state, refund.decided_by_id), ("approved", self.other_manager))

    def test_nobody_gives_back_alone_what_they_took(self):
        payment = (
            self.env["account.payment"]
            .with_user(self.manager)
            .create({"partner_id": self.acme.id, "amount": 1, "payment_type": "inbound", "journal_id": self.bank.id})
        )
        payment.action_post()
        refund = self._ask(payment, 1, by=self.manager, way="transfer", journal_id=self.bank.id)
        with self.assertRaisesRegex(UserError, "You took this payment"):
            refund.action_approve()
        refund.with_user(self.other_manager).action_approve()

    def test_clerks_ask_and_managers_decide(self):
        payment = self._transaction(3).payment_id
        refund = self._ask(payment, 1).with_user(self.clerk)
        for step in ("action_approve", "action_refuse", "action_went_through", "action_did_not_go"):
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(refund, step)()
        for vals in ({"state": "done"}, {"asked_by_id": self.manager.id}, {"transaction_id": False}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                refund.write(vals)
        with self.assertRaises(UserError):
            refund.amount = 2
        with self.assertRaises(UserError):
            refund.unlink()
        forged = (
            self.env["call.refund"]
            .with_user(self.clerk)
            .create(
                {
                    "payment_id": payment.id,
                    "amount": 1,
                    "reason": "x",
                    "state": "approved",
                    "asked_by_id": self.manager.id,
                }
            )
        )
        self.assertEqual((forged.state, forged.asked_by_id), ("draft", self.clerk))
        refund.action_withdraw()
        self.assertEqual(refund.state, "draft")
        refund.web_read({"payment_id": {"fields": {"display_name": {}}}, "transaction_id": {}, "consequences": {}})

    def test_others_see_nothing(self):
        refund = self._ask(self._transaction(3).payment_id, 1)
        sales = self._create_user("sales")
        portal = self.env["res.users"].create(
            {"name": "P", "login": "p_refund", "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]}
        )
        for user in (sales, portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                refund.with_user(user).read(["amount"])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.other_manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            refund.with_user(self.other_manager).read(["amount"])

    def test_odoos_own_button_leads_to_a_request(self):
        tx = self._transaction(3)
        action = tx.with_user(self.clerk).action_refund(2)
        self.assertEqual((action["res_model"], action["context"]["default_amount"]), ("call.refund", 2))
        self.assertEqual(tx.payment_id.action_refund_wizard()["res_model"], "call.refund")
        self.assertEqual(self.acme.with_user(self.clerk).action_call_refund()["res_model"], "call.refund")
        self.assertFalse(self.stripe.asked)
