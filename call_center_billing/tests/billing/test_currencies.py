"""A rate card in another currency, from the rate to the invoice."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestCurrencies(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env.ref("base.EUR" if cls.company.currency_id.name != "EUR" else "base.USD")
        cls.foreign.active = True
        destination = cls.mobile
        cls.abroad_card = cls.env["call.rate.card"].create({"name": "Foreign card", "currency_id": cls.foreign.id})
        version = {"card_id": cls.abroad_card.id, "valid_from": "2026-01-01 00:00:00"}
        rate = {"prefix": "467", "destination_id": destination.id, "price": 50_000, "connection_fee": 10_000}
        cls.env["call.rate.version"].create(version | {"rate_ids": [(0, 0, rate)]}).action_publish()
        abroad_list = cls.env["product.pricelist"].create(
            {"name": "Foreign list", "currency_id": cls.foreign.id, "call_rate_card_id": cls.abroad_card.id}
        )
        cls.bolt = cls._create_customer("Bolt", "+46812345679", abroad_list)

    def test_calls_statement_order_and_invoice_are_in_the_currency_of_the_card(self):
        calls = self._calls(self._import(line("1.1/1", a_number="46812345679", seconds=120), line("1.1/2")))
        self.assertEqual(calls.mapped("amount"), [110_000, 600_000])
        self.assertEqual(calls.currency_id, self.foreign | self.company.currency_id)
        statement = calls[0].statement_id
        self.assertEqual((statement.currency_id, statement.amount), (self.foreign, 110_000))
        move = statement.action_invoice()
        self.assertEqual((statement.order_id.currency_id, move.currency_id), (self.foreign, self.foreign))
        self.assertEqual(move.amount_untaxed, 0.11)

    def test_one_customer_s_calls_in_two_currencies_are_on_two_statements(self):
        first = self._calls(self._import(line("1.1/1", a_number="46812345679")))
        self.bolt.specific_property_product_pricelist = self.pricelist
        second = self._calls(self._import(line("1.1/2", a_number="46812345679")))
        self.assertNotEqual(first.statement_id, second.statement_id)
        self.assertEqual(second.statement_id.currency_id, self.company.currency_id)

    def test_a_card_that_priced_calls_keeps_its_currency(self):
        self._import(line("1.1/1", a_number="46812345679"))
        with self.assertRaisesRegex(UserError, "keeps its currency|must be the same"):
            self.abroad_card.currency_id = self.company.currency_id
