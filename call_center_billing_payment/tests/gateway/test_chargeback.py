"""Money that a customer's bank takes back."""

from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import GatewayCase

DUE = datetime(2026, 12, 10, 23, 59)


@tagged("post_install", "-at_install")
class TestChargeback(GatewayCase):
    def opened(self, tx, **values):
        told = {
            "transaction": tx,
            "gateway_ref": f"dp_{tx.reference}",
            "amount": tx.amount,
            "currency_id": tx.currency_id.id,
            "fee": 15,
            "reason": "fraudulent",
            "evidence_due": DUE,
        }
        return self.env["call.chargeback"]._open(told | values)

    def test_the_customer_owes_again_and_the_gateway_has_less(self):
        chargeback = self.opened(self._paid(invoice_ids=[(6, 0, self.invoice.ids)]))
        self.assertEqual((self.invoice.amount_residual, self.invoice.payment_state), (60, "not_paid"))
        self.assertEqual((self._owed(), self._money()), (60, 0))
        self.assertEqual(chargeback.invoice_ids, self.invoice)
        self.assertEqual((chargeback.withdrawal_id.payment_type, chargeback.withdrawal_id.amount), ("outbound", 60))
        self.assertEqual((chargeback.state, chargeback.fee, chargeback.reason), ("open", 15, "fraudulent"))

    def test_won_everything_is_as_before(self):
        tx = self._paid(invoice_ids=[(6, 0, self.invoice.ids)])
        chargeback = self.opened(tx)
        chargeback._win()
        self.assertEqual((self.invoice.amount_residual, self._owed(), self._money()), (0, 0, 60))
        self.assertEqual((chargeback.state, chargeback.return_id.amount), ("won", 60))
        self.assertFalse(self.acme.call_chargeback_flag)
        self.assertFalse(chargeback.activity_ids)
        self.assertFalse(chargeback.return_id.call_confirmation)

    def test_lost_the_customer_goes_on_owing(self):
        chargeback = self.opened(self._paid(invoice_ids=[(6, 0, self.invoice.ids)]))
        chargeback._lose()
        self.assertEqual((chargeback.state, self.invoice.amount_residual), ("lost", 60))
        self.assertTrue(self.acme.call_chargeback_flag)

    def test_a_prepaid_balance_sinks(self):
        self.acme.call_policy = "prepaid"
        other = self._create_customer("Prepaid")
        tx = self._paid(100, partner_id=other.id)
        self.assertEqual(self._owed(other), -100)
        self.opened(tx)
        self.assertEqual(self._owed(other), 0)
        self.assertFalse(self.env["call.chargeback"].search([("transaction_id", "=", tx.id)]).invoice_ids)

    def test_told_in_any_order_and_often_money_moves_once(self):
        moves = {
            "open": lambda tx: self.opened(tx),
            "again": lambda tx: self.opened(tx),
            "won": lambda tx: self.opened(tx)._win(),
        }
        for number, order in enumerate((["open", "again", "won"], ["won", "open", "again"], ["again", "won", "won"])):
            with self.subTest(order=order):
                tx = self._paid(reference=f"ORDER-{number}")
                for step in order:
                    moves[step](tx)
                chargeback = self.env["call.chargeback"].search([("transaction_id", "=", tx.id)])
                self.assertEqual(chargeback.state, "won")
                booked = self.env["account.payment"].search([("call_chargeback_id", "=", chargeback.id)])
                self.assertEqual(sorted(booked.mapped("payment_type")), ["inbound", "outbound"])

    def test_a_part_opens_a_part(self):
        self.opened(self._paid(invoice_ids=[(6, 0, self.invoice.ids)]), amount=20)
        self.assertEqual((self.invoice.amount_residual, self._owed(), self._money()), (20, 20, 40))

    def test_an_inquiry_takes_no_money_until_it_becomes_a_chargeback(self):
        tx = self._paid(invoice_ids=[(6, 0, self.invoice.ids)])
        chargeback = self.opened(tx, inquiry=True)
        self.assertEqual((chargeback.state, self.invoice.amount_residual), ("inquiry", 0))
        self.assertFalse(self.acme.call_chargeback_flag)
        self.opened(tx)
        self.assertEqual((chargeback.state, self.invoice.amount_residual), ("open", 60))

    def test_an_inquiry_that_comes_to_nothing(self):
        chargeback = self.opened(self._paid(), inquiry=True)
        chargeback._win()
        self.assertEqual((chargeback.state, bool(chargeback.withdrawal_id)), ("withdrawn", False))

    def test_what_cannot_be_right_is_refused(self):
        tx = self._paid()
        euro = self.env.ref("base.EUR") if self.currency != self.env.ref("base.EUR") else self.env.ref("base.USD")
        for values in ({"amount": 60.01}, {"amount": 0}, {"amount": -60}, {"currency_id": euro.id}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.opened(tx, **values)
        with self.assertRaisesRegex(UserError, "not booked"):
            self.opened(self._tx(reference="WAITS"))

    def test_the_company_says_what_becomes_of_the_account(self):
        for rule, flagged, blocked in (("nothing", False, False), ("flag", True, False), ("block", True, True)):
            with self.subTest(rule=rule):
                self.company.call_chargeback_action = rule
                customer = self._create_customer(f"Customer {rule}")
                chargeback = self.opened(self._paid(reference=rule, partner_id=customer.id))
                self.assertEqual((customer.call_chargeback_flag, customer.call_blocked), (flagged, blocked))
                chargeback._win()
                customer.invalidate_recordset()
                self.assertEqual((customer.call_chargeback_flag, customer.call_blocked), (False, False))

    def test_a_block_is_for_fraud_and_a_manager_ends_it(self):
        self.company.call_chargeback_action = "block"
        chargeback = self.opened(self._paid())
        block = self.acme.call_block_ids
        self.assertEqual((block.cause, block.reason_id.kind), ("chargeback", "fraud"))
        chargeback._lose()
        self.assertTrue(self.acme.call_blocked)
        with self.assertRaises(AccessError):
            chargeback.with_user(self._create_user("clerk")).action_release()
        chargeback.with_user(self._create_user("manager")).action_release()
        self.acme.invalidate_recordset()
        self.assertEqual((self.acme.call_blocked, self.acme.call_chargeback_flag), (False, False))

    def test_one_won_leaves_the_flag_of_another(self):
        first = self.opened(self._paid())
        self.opened(self._paid(reference="CALL-2"))
        first._win()
        self.assertTrue(self.acme.call_chargeback_flag)

    def test_a_clerk_has_until_the_deadline(self):
        clerk = self._create_user("clerk")
        self.company.call_payment_user_id = clerk
        chargeback = self.opened(self._paid())
        activity = chargeback.activity_ids
        self.assertEqual((activity.user_id, activity.date_deadline.isoformat()[:7]), (clerk, "2026-12"))
        self.opened(chargeback.transaction_id, evidence_due=datetime(2027, 1, 15))
        self.assertEqual(chargeback.activity_ids.date_deadline.isoformat(), "2027-01-15")

    def test_who_sees_it(self):
        chargeback = self.opened(self._paid())
        for group in ("sales", "clerk", "manager"):
            user = self._create_user(group)
            self.assertEqual(chargeback.with_user(user).read(["amount", "state"])[0]["state"], "open")
            with self.assertRaises(AccessError):
                chargeback.with_user(user).create({})
            for values in ({"state": "won"}, {"amount": 1}, {"withdrawal_id": False}):
                with self.assertRaises(AccessError):
                    chargeback.with_user(user).write(values)
            with self.assertRaises(AccessError):
                chargeback.with_user(user).unlink()
        chargeback.with_user(self.env["res.users"].search([("login", "=", "ccb_clerk")])).message_post(
            body=self.env._("I look at it.")
        )
        for user in (self._create_user("switch"), new_test_user(self.env, "ccb_portal", "base.group_portal")):
            with self.assertRaises(AccessError):
                chargeback.with_user(user).read(["amount"])

    def test_another_company_does_not_see_it(self):
        chargeback = self.opened(self._paid())
        other = self.env["res.company"].create({"name": "Other"})
        user = self._create_user("manager")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["call.chargeback"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            chargeback.with_user(user).read(["amount"])

    def test_it_stays_on_record(self):
        with self.assertRaisesRegex(UserError, "record"):
            self.opened(self._paid()).unlink()
