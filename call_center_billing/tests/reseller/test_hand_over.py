"""Customers that their reseller bills."""

from odoo import fields
from odoo.exceptions import UserError

from ..common import BillingCase


class TestHandOver(BillingCase):
    """Acme is sold by a reseller, which invoices it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wholesale = cls._create_pricelist("Wholesale", cls._create_card("Wholesale", {"467": 400_000}))
        cls.reseller = cls._create_customer("Reseller", pricelist=wholesale)
        cls.acme.write({"call_reseller_id": cls.reseller.id, "call_billed_by": "reseller", "call_credit_limit": 10})

    def _statement(self):
        self._call(seconds=90)
        return self.acme.call_statement_ids.filtered(lambda statement: statement.state == "open")

    def test_no_order_of_ours(self):
        statement = self._statement()
        self.assertTrue(statement.by_reseller)
        with self.assertRaisesRegex(UserError, "Hand Over to Reseller"):
            statement.action_create_order()
        run = self.env["call.billing.run"].new({"company_id": self.company.id, "day": fields.Date.today()})
        self.assertTrue(run)
        self.assertFalse(self.reseller.call_statement_ids.by_reseller)
        self.assertTrue(self.reseller.call_statement_ids.action_invoice())

    def test_a_list_for_the_reseller(self):
        statement = self._statement()
        statement.action_hand_over()
        self.assertEqual((statement.state, statement.closed), ("handed_over", True))
        found = self.env["ir.attachment"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.reseller.id)])
        rows = found.raw.decode("utf-8-sig").splitlines()
        self.assertEqual(len(rows), 2)
        self.assertIn("Acme", rows[1])
        self.assertIn("0.9", rows[1])
        self.assertIn("0.6", rows[1])
        self.assertIn(statement.name, self.reseller.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "already"):
            statement.action_hand_over()
        with self.assertRaisesRegex(UserError, "not billed by a reseller"):
            self.reseller.call_statement_ids.action_hand_over()

    def test_its_balance_is_free_again_and_new_calls_are_on_another_statement(self):
        statement = self._statement()
        before = self.acme._call_balance(self.company).available
        statement.action_hand_over()
        self.assertEqual((before, self.acme._call_balance(self.company).available), (9_100_000, 10_000_000))
        again = self._statement()
        self.assertEqual((again != statement, again.sequence), (True, 2))

    def test_calls_without_a_price_hold_it_up(self):
        self._call(b_number="900")
        with self.assertRaisesRegex(UserError, "no price yet"):
            self.acme.call_statement_ids.action_hand_over()
