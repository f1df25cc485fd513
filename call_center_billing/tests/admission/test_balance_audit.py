"""The audit finds what was tampered with, tells of it, and finds nothing else."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.admission.call_balance_audit import AUDIT_ACTIVITY
from .common import BalanceCase


@tagged("post_install", "-at_install")
class TestBalanceAudit(BalanceCase):
    def _audit(self, accounts=None):
        return self.env["call.balance"]._audit(self.company, accounts)

    def _activities(self):
        return self.acme.activity_search([AUDIT_ACTIVITY])

    def test_what_is_billed_paid_and_called_makes_no_difference(self):
        statement = self._used(seconds=300).statement_id
        self._used(seconds=0)
        self.assertFalse(self._audit())
        move = statement.action_invoice()
        self._used(seconds=60)
        payment = self._pay(1)
        lines = (move | payment.move_id).line_ids
        lines.filtered(lambda line: line.account_id.account_type == "asset_receivable").reconcile()
        self.assertFalse(self._audit())
        self.assertFalse(self._activities())

    def test_a_tampered_line_is_found(self):
        line = self._used(seconds=300).statement_id.line_ids
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_statement_line SET amount = amount + 1 WHERE id = %s", (line.id,))
        found = self._audit()
        self.assertIn(("line", line.id, 3_000_001, 3_000_000), found[self.acme.id])
        self.assertIn(("statement", line.statement_id.id, 3_000_000, 3_000_001), found[self.acme.id])
        self.assertIn("3.000001", self._activities().note)

    def test_a_tampered_statement_is_found(self):
        statement = self._used(seconds=300).statement_id
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_statement SET amount = 0 WHERE id = %s", (statement.id,))
        self.assertEqual(self._audit(), {self.acme.id: [("statement", statement.id, 0, 3_000_000)]})

    def test_a_tampered_journal_item_is_found(self):
        move = self._used(seconds=300).statement_id.action_invoice()
        line = move.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move_line SET amount_residual = 1 WHERE id = %s", (line.id,))
        self.assertEqual(self._audit(), {self.acme.id: [("item", line.id, 1_000_000, 3_000_000)]})

    def test_a_tampered_call_is_found(self):
        call = self._used(seconds=300)
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_record SET amount = 1 WHERE id = %s", (call.id,))
        found = self._audit(self.acme)
        self.assertEqual(found[self.acme.id], [("line", call.statement_line_id.id, 3_000_000, 1)])

    def test_one_activity_an_account_however_often_it_is_found(self):
        statement = self._used(seconds=300).statement_id
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_statement SET amount = 0 WHERE id = %s", (statement.id,))
        self._audit()
        self.env["call.balance"]._cron_audit()
        self.assertEqual(len(self._activities()), 1)

    def test_managers_may_audit_and_others_may_not(self):
        self._used(seconds=300)
        action = self.env["call.balance"].with_user(self._create_user("manager"))._action_audit(self.acme)
        self.assertEqual(action["params"]["type"], "success")
        with self.assertRaises(AccessError):
            self.env["call.balance"].with_user(self._create_user("clerk"))._action_audit()

    def test_sales_staff_see_the_parts_and_employees_do_not(self):
        self._used(seconds=300)
        sales = self.acme.with_user(self._create_user("sales"))
        self.assertEqual((sales.call_available, sales.call_uninvoiced, sales.call_reserved), (7, 3, 0))
        with self.assertRaises(AccessError):
            self.acme.with_user(self.env.ref("base.public_user")).read(["call_available"])
