"""Drafts that wait, are held and released; and what is sent how."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RunCase


@tagged("post_install", "-at_install")
class TestReview(RunCase):
    def _bill(self, seconds=60, **company):
        """Acme's invoice, made by a run under these rules of the company."""
        self.company.write(company)
        self._october(seconds=seconds)
        run = self._run()
        run.action_create()
        return run.line_ids.move_id

    def test_the_policy_of_the_company(self):
        for policy, state in (("always", "waiting"), ("never", "none"), ("first", "waiting"), ("above", "none")):
            with self.subTest(policy), self.cr.savepoint() as savepoint:
                move = self._bill(call_review_policy=policy, call_review_amount=100)
                self.assertEqual((move.call_review, move.state), (state, "draft" if state == "waiting" else "posted"))
                savepoint.rollback()

    def test_above_an_amount(self):
        move = self._bill(seconds=6_000, call_review_policy="above", call_review_amount=50)
        self.assertEqual((move.amount_total, move.call_review), (60, "waiting"))
        self.assertIn("Above the amount", move.call_review_reason)

    def test_far_from_the_usual(self):
        for month in (7, 8, 9):
            self._call(seconds=600, start=f"2026-{month:02d}-10 10:00:00")
        self._run().action_create()
        self.assertEqual(self._bill(seconds=6_000, call_review_policy="unusual").call_review, "waiting")

    def test_the_account_s_own_policy_comes_first(self):
        self.acme.call_review_policy = "always"
        self.assertEqual(self._bill().call_review, "waiting")

    def test_what_waits_has_no_date_before_it_is_released(self):
        move = self._bill(call_review_policy="always")
        self.assertEqual((move.invoice_date, move.amount_total), (False, 0.6))
        self.freeze("2026-11-09 12:00:00")
        move.with_user(self.clerk).action_call_release()
        self.assertEqual((move.state, str(move.invoice_date), move.call_review), ("posted", "2026-11-09", "released"))
        self.assertEqual((move.call_review_user_id, move.call_dispatch), (self.clerk, "due"))
        self.assertIn("Released. It had waited because", move.message_ids[0].body)
        self.assertEqual(str(move.line_ids.filtered("date_maturity").date_maturity), str(move.invoice_date_due))

    def test_held_with_a_reason_until_released(self):
        move = self._bill(call_review_policy="always")
        wizard = self.env["call.review.hold"].with_user(self.clerk)
        wizard.with_context(active_ids=move.ids).create({"reason": "He disputes it"}).action_hold()
        self.assertEqual((move.call_review, move.call_review_reason), ("held", "He disputes it"))
        self.assertIn("He disputes it", move.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "Acme: He disputes it"):
            move.action_post()
        with self.assertRaisesRegex(UserError, "Say why"):
            move._call_hold(" ")
        move.with_user(self.clerk).action_call_release()
        self.assertEqual(move.state, "posted")
        with self.assertRaisesRegex(UserError, "only drafts"):
            move.action_call_release()

    def test_who_confirms_a_draft_has_released_it(self):
        move = self._bill(call_review_policy="always")
        move.with_user(self.clerk).action_post()
        self.assertEqual((move.call_review, move.call_review_user_id), ("released", self.clerk))

    def test_sales_staff_release_nothing(self):
        move = self._bill(call_review_policy="always")
        by_sales = move.with_user(self._create_user("sales"))
        with self.assertRaises(AccessError):
            by_sales.action_call_release()
        with self.assertRaises(AccessError):
            by_sales._call_hold("x")

    def test_at_the_limit_the_same_rules_hold(self):
        self.acme.write({"call_credit_policy": "limited", "call_credit_limit": 10})
        self._call(seconds=1_020, start="2026-11-03 10:00:00")
        move = self.env["account.move"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual((move.state, move.call_dispatch), ("posted", "due"))
        self.company.call_review_policy = "always"
        self.bolt.write({"call_credit_policy": "limited", "call_credit_limit": 10})
        self._call(a_number="46812345679", seconds=1_020, start="2026-11-03 10:00:00")
        move = self.env["account.move"].search([("partner_id", "=", self.bolt.id)])
        self.assertEqual((move.state, move.call_review), ("draft", "waiting"))

    def test_a_draft_from_the_statement_waits(self):
        statement = self._october()
        self.env["call.statement.invoice"].create({"statement_ids": statement.ids, "result": "draft"}).action_bill()
        self.assertEqual(statement.order_id.invoice_ids.call_review, "waiting")


@tagged("post_install", "-at_install")
class TestDispatch(RunCase):
    def _posted(self, mode="auto"):
        self.company.call_dispatch_mode = mode
        self._october()
        run = self._run()
        run.action_create()
        return run.line_ids.move_id

    def _send(self):
        def render(sender, data):
            for move, values in data.items():
                values["pdf_attachment_values"] = {
                    **{"name": "x.pdf", "raw": b"%PDF", "mimetype": "application/pdf", "res_model": "account.move"},
                    **{"res_id": move.id, "res_field": "invoice_pdf_report_file"},
                }

        with patch.object(type(self.env["account.move.send"]), "_prepare_invoice_pdf_report", render):
            with self.enter_registry_test_mode():
                self.env["account.move"]._cron_call_send()

    def test_sent_by_mail_at_once(self):
        move = self._posted()
        self.assertEqual(move.call_dispatch, "queued")
        self._send()
        self.assertEqual((move.call_dispatch, move.is_move_sent), ("sent", True))
        message = move.message_ids.filtered(lambda message: message.partner_ids == self.acme)
        self.assertEqual((len(message), bool(message.attachment_ids)), (1, True))
        self._send()
        self.assertEqual(len(move.message_ids.filtered(lambda message: message.partner_ids == self.acme)), 1)

    def test_when_told(self):
        move = self._posted("hand")
        self._send()
        self.assertEqual(move.call_dispatch, "due")
        move.with_user(self.clerk).action_call_send()
        self._send()
        self.assertEqual(move.call_dispatch, "sent")

    def test_letters_are_listed_printed_and_gone(self):
        self.acme.invoice_sending_method = "letter"
        move = self._posted()
        self._send()
        self.assertEqual((move.call_dispatch, bool(move.invoice_pdf_report_id)), ("letter", True))
        self.assertEqual(move.action_call_print()["type"], "ir.actions.report")
        move.action_call_printed()
        self.assertEqual(move.call_dispatch, "printed")
        with self.assertRaisesRegex(UserError, "letter to print"):
            move.action_call_print()

    def test_without_a_mail_address_it_goes_by_letter(self):
        self.acme.email = False
        move = self._posted()
        self._send()
        self.assertEqual(move.call_dispatch, "letter")

    def test_without_any_address_it_is_told(self):
        self.company.call_billing_address = False
        self.acme.write({"email": False, "street": False})
        move = self._posted()
        self._send()
        self.assertEqual((move.call_dispatch, move.activity_ids.user_id), ("failed", self.clerk))
        self.assertIn("neither", move.call_dispatch_error)

    def test_one_that_cannot_be_sent_keeps_no_other(self):
        move = self._posted()
        self._october("bolt")
        run = self._run()
        run.action_create()
        other = run.line_ids.move_id
        sender = type(self.env["account.move.send"])
        before = sender._generate_and_send_invoices

        def send(model, moves, **settings):
            if moves == move:
                raise ZeroDivisionError("no paper")
            return before(model, moves, **settings)

        with patch.object(sender, "_generate_and_send_invoices", send):
            self._send()
        self.assertEqual((move.call_dispatch, move.call_dispatch_error, other.call_dispatch), ("failed", "no paper", "sent"))
        move.action_call_send()
        self._send()
        self.assertEqual((move.call_dispatch, move.call_dispatch_error, move.activity_ids.ids), ("sent", False, []))

    def test_a_mail_that_comes_back_is_told_and_then_goes_by_letter(self):
        move = self._posted()
        self._send()
        move._message_receive_bounce("acme@example.com", self.acme)
        self.assertEqual((move.call_dispatch, move.activity_ids.user_id), ("bounced", self.clerk))
        self.assertIn("acme@example.com", move.call_dispatch_error)
        move.action_call_as_letter()
        self.assertEqual(move.call_dispatch, "letter")

    def test_a_mail_that_the_server_does_not_take(self):
        move = self._posted()
        self._send()
        mail = self.env["mail.mail"].create({"model": "account.move", "res_id": move.id})
        mail._postprocess_sent_message([], [], failure_reason="refused", failure_type="mail_smtp")
        self.assertEqual((move.call_dispatch, move.call_dispatch_error), ("failed", "refused"))
