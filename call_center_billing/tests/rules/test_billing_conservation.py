"""Whatever happens in whatever order: all calls are charged once, to the micro-unit or with the rounding stated."""

import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.pipeline import Pipeline
from ..common import line
from .common import RulesCase

NUMBERS = ("46812345678", "46850001234", "46850001235")
POLICIES = (False, "call", "day", "cycle")


@tagged("post_install", "-at_install")
class TestBillingConservation(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        two = cls._create_customer("Two", "+46850001234")
        cls.three = cls._create_customer("Three", "+46850001235")
        cls.customers = cls.acme | two | cls.three
        documents = ("together", "order", "invoice")
        for customer, document in zip(cls.customers, documents, strict=True):
            vals = {"name": "Club", "code": "club", "partner_id": customer.id, "document": document}
            cls.env["call.campaign"].create(vals)
        model = cls.env["call.cycle"]
        cls.cycles = model.search([]) | model.create(
            [
                {"name": "Ten days", "unit": "day", "interval": 10, "anchor": "2026-01-07"},
                {"name": "From the 31st", "unit": "month", "anchor": "2026-01-31"},
            ]
        )

    def _happen(self, chance, step):
        """One thing of those that happen in an operator's life."""
        customer = chance.choice(self.customers)
        what = chance.randrange(8)
        if what < 3:
            self._take(chance, step, chance.choice((Pipeline, BulkPipeline)))
        elif what == 3:
            customer.call_cycle_id = chance.choice((*self.cycles, self.cycles.browse()))
        elif what == 4:
            customer.call_order_policy = chance.choice(POLICIES)
        elif what == 5:
            self._order()
        else:
            self._bill(chance, customer.call_statement_ids)

    def _take(self, chance, step, kind):
        lines = [
            line(
                f"{step}.{index}/1",
                a_number=chance.choice(NUMBERS),
                seconds=chance.randrange(1, 4_000),
                start=f"{self.now - timedelta(minutes=chance.randrange(100_000)):%Y-%m-%d %H:%M:%S}",
                account=chance.choice(("", "", "club")),
            )
            for index in range(chance.randrange(1, 25))
        ]
        batch = self.env["call.import"].create({"source_id": self.source.id, "name": f"{step}.csv"})
        kind(batch).run(["\n".join(lines).encode()])

    def _bill(self, chance, statements):
        usable = statements.filtered(lambda one: one.state != "invoiced" and one.call_count)
        some = usable.browse(chance.sample(usable.ids, min(len(usable), 2)))
        match chance.randrange(4):
            case 0 if some:
                some.action_invoice(post=chance.random() < 0.5)
            case 1 if opened := some.filtered(lambda one: one.state == "open"):
                opened.action_create_order()
            case 2 if orders := some._live_orders().filtered(lambda order: not order.invoice_ids):
                orders[0]._action_cancel()
            case 3 if orders := some._live_orders().filtered(lambda order: not order.invoice_ids):
                orders[-1]._create_invoices().action_post()

    def _balances(self):
        """What is not invoiced: by the balance, and by calls less what posted invoices charge for them."""
        lines = self.env["call.statement.line"].search([])
        invoiced = lines.filtered(lambda one: "posted" in one.order_line_ids.invoice_lines.mapped("parent_state"))
        balances = self.env["call.balance"]._of(self.company, self.customers)
        kept = sum(balances[one.id].uninvoiced for one in self.customers)
        return kept, self._charged() - sum(invoiced.mapped("amount"))

    def test_whatever_happens_all_calls_are_charged_once(self):
        for seed in range(6):
            chance = random.Random(seed)
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                for step in range(25):
                    self._happen(chance, f"{seed}{step:03}")
                self._assert_adds_up()
                self.assertEqual(*self._balances())
                rest = self.env["call.statement"].search([("state", "!=", "invoiced")]).filtered("call_count")
                rest.action_invoice()
                self._assert_all_invoiced()
                savepoint.rollback()
                self.env.invalidate_all()

    def _assert_all_invoiced(self):
        self._assert_adds_up()
        moves = self.env["account.move"].search([("call_statement_ids", "!=", False), ("state", "=", "posted")])
        invoiced = round(sum(moves.mapped("amount_untaxed")) * 1_000_000)
        self.assertEqual(invoiced + sum(moves.mapped("call_residual")), self._charged())
        self.assertEqual(self._balances(), (0, 0))
        orders = self.env["sale.order"].search([("call_statement_id", "!=", False), ("state", "=", "sale")])
        ordered = round(sum(orders.mapped("amount_untaxed")) * 1_000_000)
        self.assertEqual(ordered + sum(orders.mapped("call_residual")), self._charged())
