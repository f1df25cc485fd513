"""Who may approve a correction, what sets customers aside, and that nothing is applied twice."""

import contextlib
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...models.correction import call_correction_job
from ...models.correction.application import Application
from ..common import line
from .common import CorrectionCase

MANAGER = "call_center_billing.call_center_billing_group_manager"


@tagged("post_install", "-at_install")
class TestApproval(CorrectionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk, cls.sales = cls._create_user("clerk"), cls._create_user("sales")
        cls.managers = [new_test_user(cls.env, f"ccb_manager_{name}", MANAGER) for name in ("one", "two")]

    def _by(self, user, **vals):
        names = {"name": "Wrong price", "date_from": "2026-11-01", "date_to": "2026-11-30"}
        correction = self.env["call.correction"].with_user(user).create(names | vals)
        correction.action_compute()
        return correction

    def _wrong(self, **vals):
        calls = self._made(**vals)
        self._publish(self.card, price=300_000)
        return calls

    def test_clerks_compute_and_ask_and_managers_approve(self):
        calls = self._wrong()
        correction = self._by(self.clerk)
        with self.assertRaises(AccessError):
            correction.action_approve()
        correction.action_ask()
        self.assertLessEqual(set(self.managers), set(correction.sudo().activity_ids.user_id))
        correction.with_user(self.managers[0]).action_approve()
        self.env.invalidate_all()
        self.assertEqual((correction.state, calls[0].amount), ("done", 300_000))
        self.assertFalse(correction.sudo().activity_ids)

    def test_above_the_sum_another_manager_agrees(self):
        self._wrong()
        self.company.call_correction_second_above = 0.5
        one, two = self.managers
        correction = self._by(one)
        with self.assertRaisesRegex(UserError, "two people must agree"):
            correction.action_approve()
        correction.action_ask()
        asked = correction.sudo().activity_ids.user_id
        self.assertTrue(two in asked and one not in asked)
        correction.with_user(two).action_approve()
        self.assertEqual((correction.state, correction.approved_by_id), ("done", two))

    def test_sales_staff_read_and_change_nothing(self):
        calls = self._wrong()
        correction = self._by(self.clerk).with_user(self.sales)
        self.assertEqual(correction.line_count, 3)
        self.assertNotIn("46701110001", correction.line_ids[0].called_number)
        for act in (correction.action_compute, correction.action_approve, correction.action_cancel):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.env["call.correction"].with_user(self.sales).create({"name": "x"})
        with self.assertRaises(AccessError):
            calls.with_user(self.sales).action_credit()

    def test_results_are_not_written_by_hand(self):
        self._wrong()
        correction = self._by(self.clerk)
        for vals in ({"state": "approved"}, {"line_count": 0}, {"approved_by_id": self.clerk.id}):
            with self.assertRaises(AccessError):
                correction.write(vals)
        with self.assertRaises(AccessError):
            correction.line_ids.write({"new_amount": 0})
        correction.write({"prefix": "4670"})
        self.assertEqual((correction.state, correction.line_count), ("draft", 0))

    def test_companies_see_nothing_of_each_other(self):
        self._wrong()
        correction = self._by(self.clerk)
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env, "ccb_stranger", MANAGER, company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        for records in (correction, correction.account_ids, correction.line_ids):
            self.assertFalse(records.with_user(stranger).search([("id", "in", records.ids)]))

    def test_calls_that_changed_meanwhile_set_their_customer_aside(self):
        other = self._create_customer("Other", "+46850001234")
        calls = self._made((60,)) | self._made((60,), a_number="46850001234")
        self._publish(self.card, price=300_000)
        correction = self._correct()
        self._credit(calls[0], how="percent", percent=50)
        correction.action_approve()
        self.env.invalidate_all()
        aside = correction.account_ids.filtered(lambda account: account.state == "aside")
        self.assertEqual((correction.state, aside.partner_id), ("done", self.acme))
        self.assertIn("1 of 1 calls are not as they were", aside.error)
        self.assertEqual((calls[0].amount, calls[1].amount), (300_000, 300_000))
        self._check_sums(other)
        self._check_sums()

    def test_a_locked_order_sets_its_customer_aside_and_can_be_computed_again(self):
        calls = self._wrong()
        calls.statement_id.action_create_order()
        order = calls.statement_id.order_id
        order.action_lock()
        correction = self._correct()
        correction.action_approve()
        self.assertIn("is locked. Unlock it", correction.account_ids.error)
        self.env.invalidate_all()
        self.assertEqual(calls[0].amount, 600_000)
        self.assertEqual(set(correction.line_ids.mapped("state")), {"computed"})
        order.action_unlock()
        again = self.env["call.correction"].browse(correction.action_compute_aside()["res_id"])
        again.action_approve()
        self.env.invalidate_all()
        self.assertEqual((again.state, calls[0].amount, order.amount_untaxed), ("done", 300_000, 0.9))

    def test_a_job_that_was_killed_goes_on_where_it_was(self):
        other = self._create_customer("Other", "+46850001234")
        calls = self._made((60,)) | self._made((60,), a_number="46850001234")
        calls.statement_id.action_invoice()
        self._publish(self.card, price=300_000)
        correction = self._correct()
        run, applied = Application.run, []

        def once(application):
            """The first customer's part is done; in the middle of the second the process dies."""
            if applied:
                run(application)
                raise MemoryError
            applied.append(application.account)
            return run(application)

        with patch.object(call_correction_job, "AT_ONCE", 0):
            correction.action_approve()
        self.assertEqual((correction.state, len(correction.move_ids)), ("approved", 0))
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            job = correction.with_env(self.env(cr=cr))
            # no assertRaises, which would undo what was done before
            with patch.object(Application, "run", once), contextlib.suppress(MemoryError):
                job._process()
            self.assertEqual(sorted(job.account_ids.mapped("state")), ["done", "waiting"])
            job._process()
            job._process()
        self.env.invalidate_all()
        self.assertEqual((correction.state, len(correction.move_ids)), ("done", 2))
        self._check_sums(other)
        self._check_sums()

    def test_documents_are_dated_when_the_books_are_open_and_say_so(self):
        calls = self._wrong()
        calls.statement_id.action_invoice()
        self.company.sale_lock_date = "2099-12-31"
        correction = self._correct()
        correction.action_approve()
        self.assertEqual(str(correction.move_ids.invoice_date), "2100-01-01")
        self.assertIn("locked", correction.account_ids.note)
        self.assertTrue(any("locked up to" in (body or "") for body in correction.message_ids.mapped("body")))

    def test_a_withdrawn_file_gives_back_what_is_left_of_its_calls(self):
        batch = self._import(line("8.1/1"), line("8.1/2"), name="wrong.csv")
        calls = self._calls(batch)
        invoice = calls.statement_id.action_invoice()
        self._credit(calls[0], how="percent", percent=50)
        batch._withdraw("Wrong switch")
        self.assertEqual(batch.credit_move_ids.amount_untaxed, 0.9)
        self.assertEqual(invoice.amount_residual, 0)
