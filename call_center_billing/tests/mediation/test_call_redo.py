"""Calls that could not be matched or rated, and how a clerk gets them through."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestCallRedo(BillingCase):
    def test_a_call_from_an_unknown_number_waits_without_a_price(self):
        call = self._calls(self._import(line("1.1/1", a_number="46850001234")))
        self.assertEqual((call.state, call.reason), ("unmatched", "unknown_number"))
        self.assertFalse(call.statement_id)

    def test_a_withheld_number_is_told_from_an_unknown_one(self):
        call = self._calls(self._import(line("1.1/1", a_number="anonymous")))
        self.assertEqual((call.state, call.reason, call.a_number), ("unmatched", "withheld", False))

    def test_assigning_a_number_bills_all_its_calls_to_the_customer(self):
        batch = self._import(line("1.1/1", a_number="46850001234"), line("1.1/2", a_number="46850001234"))
        calls = self._calls(batch)
        customer = self._create_customer("Newcomer")
        wizard = (
            self.env["call.number.assign"].with_context(active_ids=calls[:1].ids).create({"partner_id": customer.id})
        )
        self.assertEqual(wizard.numbers, "+46850001234")
        wizard.action_assign()
        self.assertEqual(calls.mapped("state"), ["rated", "rated"])
        self.assertEqual(calls.partner_id, customer)
        self.assertEqual(customer.call_statement_ids.amount, 1_200_000)

    def test_a_withheld_number_cannot_be_assigned(self):
        call = self._calls(self._import(line("1.1/1", a_number="anonymous")))
        wizard = self.env["call.number.assign"].with_context(active_ids=call.ids).create({"partner_id": self.acme.id})
        with self.assertRaisesRegex(UserError, "withheld numbers cannot be assigned"):
            wizard.action_assign()

    def test_a_call_without_a_rate_is_unrated_and_holds_up_the_bill(self):
        call = self._calls(self._import(line("1.1/1", b_number="4791234567")))
        self.assertEqual((call.state, call.reason), ("unrated", "no_rate"))
        statement = call.statement_id
        self.assertEqual((statement.partner_id, statement.unrated_count), (self.acme, 1))
        with self.assertRaisesRegex(UserError, "have no price yet"):
            statement.action_create_order()

    def test_a_new_rate_prices_the_calls_that_waited_for_it(self):
        call = self._calls(self._import(line("1.1/1", b_number="4791234567")))
        draft = self.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00"})
        draft.rate_ids = [(0, 0, {"prefix": "479", "destination_id": self.mobile.id, "price": 900_000})]
        draft.action_publish()
        call.action_redo()
        self.assertEqual((call.state, call.amount, call.reason), ("rated", 900_000, False))
        self.assertEqual((call.statement_id.amount, call.statement_id.unrated_count), (900_000, 0))

    def test_redoing_twice_charges_once(self):
        call = self._calls(self._import(line("1.1/1", a_number="46850001234")))
        self._create_customer("Newcomer", "+46850001234")
        call.action_redo()
        with self.assertRaisesRegex(UserError, "None of these calls"):
            call.action_redo()
        self.assertEqual(call.statement_id.amount, 600_000)

    def test_the_upload_form_imports_and_opens_the_import(self):
        form = self.env["call.import.upload"].create(
            {
                "source_id": self.source.id,
                "file_ids": [
                    (0, 0, {"name": "Master.csv", "raw": line("1.1/1").encode(), "res_model": "call.import.upload"})
                ],
            }
        )
        action = form.action_import()
        batch = self.env["call.import"].browse(action["res_id"])
        self.assertEqual((batch.name, batch.stored_count), ("Master.csv", 1))
