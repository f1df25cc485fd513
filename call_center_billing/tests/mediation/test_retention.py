"""Numbers are hidden and months removed when their time has come, and not before bills are settled."""

from datetime import datetime

from freezegun import freeze_time

from ..common import BillingCase, line


@freeze_time("2026-11-22 12:00:00")
class TestRetention(BillingCase):
    """Calls of January to a mobile, looked at in November."""

    def setUp(self):
        super().setUp()
        self.calls = self._calls(
            self._import(
                line("1.1/1", start="2026-01-10 10:00:00"),
                line("1.2/1", start="2026-01-11 10:00:00", a_number="46899999999"),
                line("1.3/1", start="2026-01-12 10:00:00", b_number="112", seconds=0),
            )
        )
        self.statement = self.calls.statement_id

    def _settle(self):
        invoice = self.statement.action_invoice(invoice_date="2026-02-01")
        payment = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        payment.create({})._create_payments()
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        return invoice

    def _retain(self):
        self.env.flush_all()
        for month, part in self.env["call.record"]._months():
            self.env["call.retention"]._retain(self.company, month, part)
        return self.env["call.retention"].search([("company_id", "=", self.company.id)])

    def test_nothing_is_hidden_unless_chosen(self):
        self.assertFalse(self._retain())
        self.assertEqual(self.calls[0].b_number, "+46701110001")

    def test_called_numbers_are_hidden_when_the_bill_is_settled(self):
        self.company.call_hide_days = 90
        self._retain()
        self.assertEqual(self.calls[0].b_number, "+46701110001", "its bill is open")
        self.assertRegex(self.calls[1].b_number, r"^\+4670111~[0-9a-f]{8}$", "nobody's call")
        self._settle()
        entry = self._retain()
        self.assertRegex(self.calls[0].b_number, r"^\+4670111~[0-9a-f]{8}$")
        self.assertEqual(self.calls[0].b_number, self.calls[1].b_number, "one pseudonym a number")
        self.assertEqual(self.calls[0].a_number, "+46812345678", "the customer's own number")
        self.assertRegex(self.calls[1].a_number, r"^\+4689999~[0-9a-f]{8}$")
        self.assertEqual(self.calls[2].b_number, "112")
        self.assertEqual((entry.hidden_count, entry.held_count), (2, 0))
        self.assertEqual(str(entry.hidden_on), "2026-11-22")
        self.assertIn("the same price", self.calls[0].explanation)

    def test_a_long_prefix_stays_whole(self):
        rates = self._create_card("Long", {"4670111000": 1_000_000})
        self.acme.property_product_pricelist.call_rate_card_id = rates
        call = self._call(start="2026-01-13 10:00:00")
        self._settle()
        self.company.call_hide_days = 90
        self._retain()
        self.assertRegex(call.b_number, r"^\+4670111000~[0-9a-f]{8}$")
        self.assertIn("the same price", call.explanation)

    def test_only_days_that_are_over_are_hidden(self):
        self.company.call_hide_days = 315  # until 11 January, 12 o'clock
        self._settle()
        entry = self._retain()
        self.assertIn("~", self.calls[0].b_number)
        self.assertIn("~", self.calls[1].b_number)
        late = self._call(start="2026-01-11 23:00:00")
        self.assertNotIn("~", late.b_number)
        self.assertFalse(entry.hidden_on)

    def test_originals_go_with_the_numbers(self):
        batch = self._import(line("1.9/1", start="2026-01-10 10:00:00"), "garbage,+46701110001")
        self.assertTrue(batch.attachment_id)
        self.company.call_hide_days = 90
        self._settle()
        self._retain()
        self.assertFalse(batch.attachment_id.exists())
        self.assertFalse(batch.reject_ids.raw)
        self.assertEqual(batch.reject_ids.reason, "columns")

    def test_a_month_is_removed_as_a_whole(self):
        self.company.call_remove_months = 6
        invoice = self._settle()
        amount, count = self.statement.amount, self.statement.call_count
        entry = self._retain()
        self.assertEqual((entry.removed_count, str(entry.removed_on)), (3, "2026-11-22"))
        self.assertFalse(self.calls.exists())
        self.assertNotIn(datetime(2026, 1, 1), [month for month, _part in self.env["call.record"]._months()])
        self.assertEqual((self.statement.amount, self.statement.call_count), (amount, count))
        self.assertTrue(invoice._get_invoice_legal_documents("pdf", allow_fallback=True))

    def test_calls_of_open_bills_and_held_customers_stay(self):
        self.company.call_remove_months = 6
        entry = self._retain()
        self.assertEqual((entry.removed_count, entry.held_count), (2, 1))
        self.assertEqual(self.calls.exists(), self.calls[0])
        self._settle()
        self.acme.call_hold = True
        self.assertEqual(self._retain().held_count, 1)
        self.acme.call_hold = False
        self.assertEqual(self._retain().held_count, 0)
        self.assertFalse(self.calls.exists())

    def test_calls_of_other_companies_stay(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_record SET company_id = %s WHERE id = %s", (other.id, self.calls[1].id))
        self.company.call_remove_months = 6
        self._settle()
        self._retain()
        self.assertEqual(self.calls.exists(), self.calls[1])

    def test_the_night_job_looks_at_all_companies(self):
        self.company.call_hide_days = 90
        self._settle()
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_retention_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertIn("~", self.calls[0].b_number)
