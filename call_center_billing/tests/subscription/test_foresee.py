"""What is shown beforehand is what comes, and showing it writes nothing."""

from odoo.tests import Form, tagged

from .common import COIN, LifeCase

TABLES = (
    "call_charge",
    "call_statement",
    "call_statement_line",
    "call_subscription",
    "call_subscription_step",
    "call_subscription_item",
    "sale_order",
    "account_move",
    "call_notice",
    "mail_message",
)


@tagged("post_install", "-at_install")
class TestForesee(LifeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create({"name": "25 %", "amount": 25, "type_tax_use": "sale"})
        (cls.fee | cls.mobile.product_id).taxes_id = cls.tax

    def _rows(self):
        """How many rows there are, of everything that could be written."""
        self.env.flush_all()
        counts = []
        for table in TABLES:
            self.env.cr.execute(
                f"SELECT count(*), max(write_date) FROM {table}"
                if table not in ("call_statement_line",)
                else f"SELECT count(*), sum(amount) FROM {table}"
            )
            counts.append((table, *self.env.cr.fetchone()))
        return counts

    def test_the_next_invoice_is_what_was_shown(self):
        subscription = self._started("2026-11-16")
        self._call(seconds=90, start="2026-11-20 10:00:00")
        with self._on("2026-11-21"):
            subscription._change(self.large.version_ids, "next")
            before = self._rows()
            shown = subscription._preview_next_invoice()
            self.assertEqual(self._rows(), before)
        self.assertEqual((shown["date_from"], shown["date_to"]), (self._date("2026-11-01"), self._date("2026-12-01")))
        with self._on("2026-12-01"):
            subscription._turn()
            statement = self.env["call.statement"].search([("partner_id", "=", self.acme.id)], order="date_from")[:1]
            invoice = statement.action_invoice()
        sums = [round(amount * COIN) for amount in (invoice.amount_untaxed, invoice.amount_tax, invoice.amount_total)]
        self.assertEqual([shown["untaxed"], shown["tax"], shown["total"]], sums)
        lines = sorted(round(line.price_subtotal * COIN) for line in invoice.invoice_line_ids)
        self.assertEqual(sorted(line["amount"] for line in shown["lines"]), lines)
        self.assertIn("calls", [line["kind"] for line in shown["lines"]])

    def test_without_plan_the_next_invoice_is_the_calls(self):
        self._call(seconds=60, start="2026-11-20 10:00:00")
        with self._on("2026-11-21"):
            shown = self.acme._preview_next_invoice()
        self.assertEqual((shown["untaxed"], shown["total"]), (600_000, 750_000))
        nobody = self._create_customer("Nobody")._preview_next_invoice()
        self.assertEqual((nobody["lines"], nobody["total"]), ([], 0))

    def test_a_change_costs_what_was_shown(self):
        subscription = self._started()
        seat = self._item(subscription, "seat")
        cases = [
            ("quantity", "2026-03-06", {"quantities": {seat: 3}}),
            ("plan", "2026-03-11", {"version": self.large.version_ids}),
            ("pause", "2026-03-21", {}),
            ("resume", "2026-03-26", {}),
            ("cancel", "2026-03-29", {}),
        ]
        for kind, day, values in cases:
            with self.subTest(kind=kind), self._on(day):
                before = self._rows()
                shown = subscription._cost_of_change(kind, self._date(day), **values)
                self.assertEqual(self._rows(), before)
                charges = subscription.charge_ids
                step = subscription._order_step(kind, self._date(day), **values)
                made = subscription.charge_ids - charges
                self.assertEqual(shown["amount"], sum(made.mapped("amount")))
                self.assertEqual(shown["amount"], step.cost)
                self.assertCountEqual([line["amount"] for line in shown["lines"]], made.mapped("amount"))

    def test_the_start_shows_the_first_invoice_and_starts(self):
        plan = self._create_plan(
            ("setup", 100, {}),
            ("recurring", 31, {}),
            ("seat", 6.2, {}),
            name="With set-up",
            terms={"term_months": 12, "notice_days": 30},
        )
        with self._on("2026-03-16"):
            form = Form(self.env["call.subscription.start"])
            form.partner_id = self.acme
            form.plan_id = plan
            with form.line_ids.edit(2) as line:
                line.quantity = 2
                line.price = 3_100_000
            wizard = form.save()
            before = self._rows()
            wizard.action_cost()
            self.assertEqual(self._rows(), before)
            # set-up, half of March, April in advance; taxed
            total = (100 + 16 + 3.2 + 31 + 6.2) * 1.25
            self.assertIn(f"{total:.2f}", wizard.cost)
            subscription = self.env["call.subscription"].browse(wizard.action_start()["res_id"])
        self.assertEqual((subscription.state, subscription.term_months, subscription.notice_days), ("active", 12, 30))
        self.assertAlmostEqual(self._sum(subscription), 100 + 16 + 3.2)
        self.assertEqual(self._item(subscription, "seat").quantity_ids.quantity, 2)

    def test_the_window_of_a_change_shows_and_does_it(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            action = subscription.action_change()
            wizard = self.env["call.subscription.alter"].browse(action["res_id"])
            with Form(wizard) as form:
                form.plan_id = self.large
                form.when = "now"
            wizard.action_cost()
            self.assertIn("21.00", wizard.cost)
            wizard.action_confirm()
            self.assertEqual(subscription.plan_id, self.large)
            cancel = self.env["call.subscription.alter"].browse(subscription.action_cancel()["res_id"])
            self.assertEqual(cancel.day, self._date("2026-03-11"))
            cancel.action_cost()
            self.assertIn("The last day with service is 03/10/2026", cancel.cost)
            preview = self.env["call.invoice.preview"].browse(subscription.action_preview_invoice()["res_id"])
            self.assertIn("Total", preview.cost)
            self.assertIn("Large", subscription.timeline)
