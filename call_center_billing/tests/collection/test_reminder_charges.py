"""What reminders cost: by level, once, without tax, and nothing for what was charged for itself."""

from datetime import date

from odoo.tests import tagged

from ...models.collection.interest import interest
from .reminding import TODAY, RemindingCase


@tagged("post_install", "-at_install")
class TestReminderCharges(RemindingCase):
    def setUp(self):
        super().setUp()
        self.big = self._invoice(date(2026, 12, 1), seconds=3_650_000)  # 36 500.00
        self.company.write({"call_interest_reference": 2, "call_interest_margin": 8})
        self.first.call_fee = 60
        self.second.call_interest = True
        self.acme.is_company = False

    def _charges(self):
        reminders = self.env["credit.control.communication"].search([("partner_id", "=", self.acme.id)], order="id")
        return reminders.call_charge_move_id

    def _amounts(self, move):
        return [(line.product_id.default_code, line.price_subtotal) for line in move.invoice_line_ids]

    def test_fee_and_interest_are_invoiced_once_and_without_tax(self):
        self._nights(TODAY, date(2026, 12, 6))
        charge = self._charges()
        self.assertEqual(self._amounts(charge), [("CALL-910", 60)], "one fee for one reminder of two invoices")
        self.assertEqual((charge.state, charge.amount_tax), ("posted", 0))
        self._nights(date(2026, 12, 7), date(2026, 12, 16))
        later = self._charges() - charge
        self.assertEqual(self._amounts(later), [("CALL-930", 0.01), ("CALL-930", 150.0)], "15 days at 10 percent")
        self._nights(date(2026, 12, 17), date(2026, 12, 31))
        last = self._charges() - charge - later
        self.assertEqual(
            self._amounts(last), [("CALL-930", 0.01), ("CALL-930", 150.0)], "what was charged is not again"
        )

    def test_interest_is_on_what_was_open_each_day_and_not_on_what_is_disputed(self):
        self._nights(TODAY, date(2026, 12, 10))
        payment = self._pay(18_250 + 3, date="2026-12-11")
        self.assertEqual(payment.state, "in_process")
        self.assertEqual(self.invoice.amount_residual + self.big.amount_residual, 18_250)
        self.patch(type(self.big), "_call_disputed", lambda move: 9_125.0 if move == self.big else 0.0)
        self._nights(date(2026, 12, 11), date(2026, 12, 16))
        interest_line = self._charges()[-1].invoice_line_ids.filtered(
            lambda line: line.product_id.default_code == "CALL-930"
        )
        # undisputed 27 375 for 10 days, then 9 125 for 5
        self.assertAlmostEqual(sum(interest_line.mapped("price_subtotal")), 75.0 + 12.5, delta=0.02)

    def test_companies_pay_compensation_instead_of_the_fee_once_an_invoice(self):
        self.acme.is_company = True
        (self.first + self.second).call_compensation = 450
        self._nights(TODAY, date(2026, 12, 16))
        amounts = [amount for move in self._charges() for amount in self._amounts(move)]
        self.assertEqual([each for each in amounts if each[0] != "CALL-930"], [("CALL-920", 450)] * 2)

    def test_the_customer_reads_what_the_reminder_costs(self):
        self._night(date(2026, 12, 6))
        reminder = self.env["credit.control.communication"].search([("partner_id", "=", self.acme.id)])
        mail = self.env["mail.message"].search([("model", "=", reminder._name), ("res_id", "=", reminder.id)])
        self.assertIn(self._charges().name, str(mail.mapped("body")))
        self.assertIn(self.invoice.name, str(mail.mapped("body")))
        self.assertTrue(self._charges().is_being_sent, "by the job that sends invoices")

    def test_no_fee_for_a_fee_and_a_credited_one_may_be_charged_anew(self):
        self._nights(TODAY, date(2026, 12, 6))
        charge = self._charges()
        self._pay(36_503)
        self._nights(date(2026, 12, 7), date(2027, 2, 20))
        self.assertEqual(charge.payment_state, "not_paid")
        self.assertTrue(self._reminders(charge), "it is reminded of, too")
        self.assertEqual(self._charges(), charge)

    def test_cents_of_interest_are_not_worth_an_invoice_and_wait(self):
        self.big.button_draft()
        self.big.button_cancel()
        self._nights(TODAY, date(2026, 12, 31))
        self.assertEqual([self._amounts(move) for move in self._charges()], [[("CALL-910", 60)]])
        self.company.credit_control_tolerance = 0.01
        self.last.copy({"level": 9, "delay_days": 50, "name": "Before collection"})
        self._night(date(2027, 1, 20))
        self.assertEqual(self._amounts(self._charges()[-1]), [("CALL-930", 0.04)], "of fifty days")

    def test_a_tax_is_what_the_article_says(self):
        tax = self._tax(25)
        self.env.ref("call_center_billing.product_call_reminder_fee").taxes_id = tax
        self._night(date(2026, 12, 6))
        self.assertEqual(self._charges().amount_total, 75)

    def test_a_reminder_that_cannot_be_charged_is_tried_again_and_stops_no_other(self):
        nordic = self._create_customer("Nordic", "+46850001111")
        nordic.write({"email": "nordic@example.com", "call_credit_policy": "unlimited"})
        other = self._invoice(date(2026, 12, 1), a_number="46850001111")
        fee = self.env.ref("call_center_billing.product_call_reminder_fee")
        self.company.fiscalyear_lock_date = False
        sale = self.env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", self.company.id)])
        sale.active = False
        self._night(date(2026, 12, 6))
        reminders = self.env["credit.control.communication"].search([("partner_id", "in", (self.acme + nordic).ids)])
        self.assertEqual(set(reminders.mapped("call_state")), {"trouble"})
        sale.active = True
        self._night(date(2026, 12, 7))
        self.assertEqual(set(reminders.mapped("call_state")), {"sent"})
        self.assertEqual(
            len(reminders.call_charge_move_id.invoice_line_ids.filtered(lambda line: line.product_id == fee)), 2
        )
        self.assertEqual([level for _day, level in self._reminders(other)], [self.first])

    def test_interest_counts_days_from_the_due_date(self):
        day = date(2026, 12, 1)
        self.assertEqual(interest(36_500_000_000, [], 100_000, day, date(2026, 12, 2)), 10_000_000)
        self.assertEqual(interest(36_500_000_000, [], 100_000, day, day), 0)
        self.assertEqual(interest(36_500_000_000, [(day, 36_500_000_000)], 100_000, day, date(2027, 12, 1)), 0)
        self.assertEqual(interest(36_500_000_000, [], 100_000, date(2026, 12, 5), day), 0)
