"""Charges on orders, invoices and balances, whoever makes the invoice."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..run.common import RunCase
from .common import COIN, PlanCase


@tagged("post_install", "-at_install")
class TestChargeBilling(PlanCase, RunCase):
    """It is the 5th of November; subscriptions began on the 1st of October."""

    def _october_plan(self, partner=None, **vals):
        """A rent of 49 in arrears, in October and from the 1st of November on."""
        plan = self._create_plan(("recurring", 49, {"advance": False, **vals}))
        with freeze_time("2026-10-01 12:00:00"):
            return self._subscribe(plan, "2026-10-01", partner)

    def test_an_account_with_charges_only_is_billed(self):
        subscription = self._october_plan()
        run = self._run()
        self.assertEqual(self._line(run, self.acme).amount, 49 * COIN)
        run.action_create()
        move = self._line(run, self.acme).move_id
        self.assertEqual((move.amount_untaxed, len(move.invoice_line_ids)), (49, 1))
        self.assertIn("2026", move.invoice_line_ids.name)
        self.assertEqual(subscription.charge_ids.state, "invoiced")

    def test_both_ways_of_making_an_invoice(self):
        for account, name in ((self.acme, "acme"), (self.bolt, "bolt")):
            plan = self._october_plan(account)
            self._october(name)
            plan._charge_until(plan._local_today())
        statements = self.acme.call_statement_ids | self.bolt.call_statement_ids
        usual = self.acme.call_statement_ids.action_invoice()
        moves, _complete = self.bolt.call_statement_ids._call_invoice()
        fast = moves[self.bolt.call_statement_ids]
        fast.action_post()
        lines = [sorted(move.invoice_line_ids.mapped("price_subtotal")) for move in (usual, fast)]
        self.assertEqual(lines[0], [0.6, 49])
        self.assertEqual(*lines)
        for statement in statements:
            self.assertFalse(statement._differences())

    def test_taxes_of_the_article(self):
        self.fee.taxes_id = self.env["account.tax"].create({"name": "25 % (plans)", "amount": 25})
        self._october_plan()
        run = self._run()
        self.assertEqual(self._line(run, self.acme).tax, round(12.25 * COIN))
        run.action_create()
        self.assertEqual(self._line(run, self.acme).move_id.amount_total, 61.25)

    def test_the_balance_knows_a_charge_from_the_day_it_is_due(self):
        self.acme.write({"call_policy": "prepaid"})
        plan = self._create_plan(("recurring", 30, {}))
        before = self.acme._call_balance(self.company)
        self._subscribe(plan, "2026-11-01")
        after = self.acme._call_balance(self.company)
        self.assertEqual(before.available - after.available, 30 * COIN)
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_the_audit_finds_a_charge_that_differs(self):
        subscription = self._october_plan()
        charge = subscription._charge_until(subscription._local_today())
        charge.sudo().statement_line_id.amount = 1
        [found] = self.env["call.balance"]._audit(self.company, self.acme).values()
        self.assertIn(("charge", charge.id, 1, 49 * COIN), found)
        self.assertEqual(len(charge.statement_id._differences()), 1)

    def test_a_cancelled_order_gives_its_charges_back(self):
        subscription = self._october_plan()
        charge = subscription._charge_until(subscription._local_today())
        statement = charge.statement_id
        statement.action_create_order()
        statement.order_ids._action_cancel()
        self.assertEqual((statement.state, charge.statement_line_id.ordered), ("open", False))
        statement.action_invoice()
        self.assertEqual(charge.state, "invoiced")
        with self.assertRaisesRegex(UserError, "with charges"):
            statement.unlink()

    def test_the_invoice_s_first_page_names_charges_apart_from_calls(self):
        self._october_plan()
        self._october()
        run = self._run()
        run.action_create()
        move = self._line(run, self.acme).move_id
        summary = move._call_summary()
        rows = [(row.label, row.calls, row.used, row.amount) for row in summary["rows"]]
        self.assertIn((self.fee.name, 0, "", 49), rows)
        self.assertEqual((summary["calls"], len(rows)), (1, 2))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("account.report_invoice", move.ids)
        self.assertIn(self.fee.name, html.decode())

    def test_an_invoice_of_charges_alone_can_be_printed(self):
        self._october_plan()
        run = self._run()
        run.action_create()
        move = self._line(run, self.acme).move_id
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("account.report_invoice", move.ids)
        self.assertIn(self.fee.name, html.decode())
        self.assertNotIn("Where you called", html.decode())

    def test_calls_do_not_join_a_charge_s_line(self):
        """Article and price are the same; a charge's line stays without calls."""
        subscription = self._october_plan()
        charge = subscription._charge_until(subscription._local_today())
        self.mobile.product_id = self.fee
        for seconds in (60, 120):
            self._october(seconds=seconds)
        self.assertEqual((charge.statement_line_id.call_count, charge.statement_line_id.amount), (0, 49 * COIN))
        self.assertEqual(charge.statement_id.amount, round(50.8 * COIN))

    def test_one_account_s_trouble_keeps_no_other_from_its_charges(self):
        troubled, fine = self._october_plan(), self._october_plan(self.bolt)
        self.env.flush_all()
        usual = type(self.env["call.subscription.item"])._make_charges

        def make(item, *args):
            if item.subscription_id == troubled:
                raise UserError(item.env._("Nobody knows"))
            return usual(item, *args)

        self.patch(type(self.env["call.subscription.item"]), "_make_charges", make)
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_charge_cron").method_direct_trigger()
        self.assertFalse(troubled.charge_ids)
        self.assertEqual(len(fine.charge_ids), 1)
        activity = self.acme.activity_search(["call_center_billing.mail_activity_type_charge"])
        self.assertIn("Nobody knows", activity.note)

    def test_accruals_count_the_days_that_are_over(self):
        plan = self._create_plan(("recurring", 300, {}))
        with freeze_time("2026-09-21 12:00:00"):
            self._subscribe(plan, "2026-09-21")
        [(_statement, _currency, product, amount)] = self.env["call.accrual.sums"]._call_unbilled(
            self.company, self.env["call.plan.version"]._fields["valid_from"].to_date("2026-09-25")
        )
        self.assertEqual((product, amount), (self.fee.id, 50 * COIN))
