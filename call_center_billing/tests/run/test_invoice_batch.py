"""Invoices made many at once are those that Odoo makes one by one."""

from odoo.tests import tagged

from ...models.run.invoice_batch import InvoiceBatch
from .common import RunCase

#: what two documents of the same content differ in by nature
OWN = {
    *("id", "display_name", "name", "create_date", "write_date", "create_uid", "write_uid", "__last_update"),
    *("access_token", "access_url", "access_warning", "message_ids", "message_follower_ids"),
    *("message_partner_ids", "message_is_follower", "has_message", "rating_ids", "website_message_ids"),
    *("activity_ids", "audit_trail_message_ids", "line_ids", "invoice_line_ids", "move_id", "order_id"),
    *("order_line", "sale_line_ids", "invoice_lines", "invoice_ids", "statement_line_ids"),
    *("call_statement_line_id", "call_run_line_ids", "call_statement_ids", "client_order_ref"),
    *("sequence_number", "payment_reference", "invoice_origin", "ref", "move_name", "needed_terms", "term_key"),
    *("tax_key", "parent_id", "highest_name", "partner_id", "commercial_partner_id", "partner_shipping_id"),
    *("partner_invoice_id", "invoice_partner_display_name", "epd_key", "journal_line_ids"),
    *("tax_calculation_rounding_method", "compute_all_tax", "made_sequence_gap", "duplicated_ref_ids"),
    *("matching_number", "invoice_has_outstanding", "name_placeholder", "is_manually_modified"),
    *("invoice_outstanding_credits_debits_widget", "rating_last_value", "suggested_partner_ids", "call_review"),
    *("call_dispatch", "tax_totals", "tax_country_id", "next_payment_date", "default_customer_id"),
}


@tagged("post_install", "-at_install")
class TestInvoiceBatch(RunCase):
    """Acme goes Odoo's way, Bolt with the batch; their calls are the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fixed = cls._create_destination("Fixed (test)", "local")
        cls.fixed.product_id = cls.env.ref("call_center_billing.product_call_local")
        rates = [(0, 0, {"prefix": "468", "destination_id": cls.fixed.id, "price": 123_456})]
        cls.card.version_ids[:1].copy({"valid_from": "2026-01-02", "rate_ids": rates}).action_publish()

    def _both(self, prepare=None, **vals):
        """An order of each account's calls, and its invoice: (Odoo's, the batch's), posted."""
        for account in ("acme", "bolt"):
            for number, seconds in (("46701110001", 61), ("46701110001", 77), ("4681234567", 333)):
                self._october(account, b_number=number, seconds=seconds)
        (self.acme | self.bolt).write(vals)
        statements = self.acme.call_statement_ids | self.bolt.call_statement_ids
        statements.action_create_order()
        orders = [self.acme.call_statement_ids.order_id, self.bolt.call_statement_ids.order_id]
        self.assertTrue(InvoiceBatch.takes(orders[1]))
        usual = orders[0]._create_invoices(grouped=True)
        usual.invoice_date = "2026-11-05"
        fast, complete = orders[1].call_statement_id._call_invoice()
        fast = fast[orders[1].call_statement_id]
        self.assertEqual(complete, fast)
        usual.action_post()
        complete._call_route(complete=True)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((usual.state, fast.state), ("posted", "posted"))
        return usual, fast

    def _values(self, record):
        """All stored and computed fields but those that differ by nature; without what names the customer."""
        values = {}
        for name, field in record._fields.items():
            if (
                name in OWN
                or field.type in ("binary", "one2many")
                or name.startswith(("message_", "activity_", "website_"))
            ):
                continue
            values[name] = self._plain(record[name])
        return values

    def _plain(self, value):
        """The customers' own names are their difference."""
        return "" if isinstance(value, str) and ("Acme" in value or "Bolt" in value) else value

    def _same(self, usual, fast):
        self.assertEqual(self._values(usual), self._values(fast))
        self.assertEqual(len(usual.line_ids), len(fast.line_ids))
        pairs = zip(self._ordered(usual.line_ids), self._ordered(fast.line_ids), strict=True)
        for one, other in pairs:
            self.assertEqual(self._values(one), self._values(other))
        self.assertEqual(
            (usual.sequence_number + 1, usual.sequence_prefix), (fast.sequence_number, fast.sequence_prefix)
        )
        orders = [move.invoice_line_ids.sale_line_ids.order_id for move in (usual, fast)]
        self.assertEqual(orders[1].invoice_status, "invoiced")
        self.assertEqual(*[order.invoice_status for order in orders])
        self.assertEqual(*[order.order_line.mapped("qty_invoiced") for order in orders])
        self.assertEqual(*[order.order_line.mapped("untaxed_amount_invoiced") for order in orders])
        self.assertEqual(fast.payment_reference, fast.name)

    def _ordered(self, lines):
        return lines.sorted(lambda line: (line.display_type, line.sequence, line.balance))

    def _tax(self, amount=25, **vals):
        return self.env["account.tax"].create(
            {"name": f"{amount} {vals}", "amount": amount, "type_tax_use": "sale", **vals}
        )

    def test_without_tax(self):
        self._same(*self._both())

    def test_with_tax(self):
        self.mobile.product_id.taxes_id = self.fixed.product_id.taxes_id = self._tax()
        usual, fast = self._both()
        self.assertTrue(fast.amount_tax)
        self._same(usual, fast)

    def test_with_two_taxes_one_of_them_included(self):
        self.mobile.product_id.taxes_id = self._tax(6) | self._tax(10, include_base_amount=True, sequence=0)
        self.fixed.product_id.taxes_id = self._tax(19, price_include_override="tax_included")
        self._same(*self._both())

    def test_with_a_payment_term_in_parts(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Half",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 33, "nb_days": 10}),
                    (0, 0, {"value": "percent", "value_amount": 67, "nb_days": 40}),
                ],
            }
        )
        self.mobile.product_id.taxes_id = self._tax()
        usual, fast = self._both(property_payment_term_id=term.id)
        self.assertEqual(len(fast.line_ids.filtered(lambda line: line.display_type == "payment_term")), 2)
        self._same(usual, fast)

    def test_with_a_fiscal_position_and_analytic_rules(self):
        tax, other = self._tax(), self._tax(0)
        self.mobile.product_id.taxes_id = tax
        account = self.env["account.account"].search([("account_type", "=", "income_other")], limit=1)
        income = self.mobile.product_id.product_tmpl_id.get_product_accounts()["income"]
        position = self.env["account.fiscal.position"].create(
            {"name": "Abroad", "account_ids": [(0, 0, {"account_src_id": income.id, "account_dest_id": account.id})]}
        )
        other.write({"fiscal_position_ids": position.ids, "original_tax_ids": tax.ids})
        plan = self.env["account.analytic.plan"].create({"name": "Plan"})
        analytic = self.env["account.analytic.account"].create({"name": "Calls", "plan_id": plan.id})
        self.env["account.analytic.distribution.model"].create(
            {"product_id": self.mobile.product_id.id, "analytic_distribution": {str(analytic.id): 100}}
        )
        usual, fast = self._both(property_account_position_id=position.id)
        self.assertTrue(any(fast.invoice_line_ids.mapped("analytic_distribution")))
        self.assertEqual(len(fast.line_ids.analytic_line_ids), len(usual.line_ids.analytic_line_ids))
        self._same(usual, fast)

    def test_early_discounts_and_other_currencies_go_odoo_s_way(self):
        statement = self._october()
        self.acme.property_payment_term_id = self.env["account.payment.term"].create(
            {"name": "2 %", "early_discount": True}
        )
        statement.action_create_order()
        self.assertFalse(InvoiceBatch.takes(statement.order_id))
        moves, complete = statement._call_invoice()
        self.assertEqual((len(moves[statement]), complete), (1, self.env["account.move"]))
