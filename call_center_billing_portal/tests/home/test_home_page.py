"""/my says what there is to call for, what comes next, and what to do."""

from odoo.tests import tagged

from .common import HomeCase


@tagged("post_install", "-at_install")
class TestHomePage(HomeCase):
    def test_whoever_has_no_calls_sees_no_account(self):
        stranger = self._create_user("stranger", "base.group_portal")
        self.assertNotIn("Your service", self.home(stranger))

    def test_the_balance_and_its_parts_add_up(self):
        self.import_calls({"seconds": 300}, {"seconds": 30})
        self._bill(20, days=10)
        text = self.home()
        self.assertRegex(text, r"Balance \S*\s?76\.50 \S* ?to call for")
        self.assertRegex(text, r"Invoices that are not paid \S*\s?-\W*20\.00")
        self.assertRegex(text, r"Used and not invoiced yet, with tax \S*\s?-\W*3\.50")
        self.assertRegex(text, r"Credit that you may use \S*\s?100\.00")
        self.assertRegex(text, r"23\.50 \S* ?of your credit of \S*\s?100\.00")
        self.assertNotIn("Calls are not connected", text)

    def test_whoever_has_no_limit_is_told_what_is_used(self):
        self.customer_a.call_credit_policy = "unlimited"
        self.import_calls({"seconds": 300})
        self.assertRegex(self.home(), r"3\.10 \S* ?used and not paid yet. Your calls have no limit")

    def test_the_next_invoice_so_far_is_what_the_preview_says(self):
        self.assertIn("Nothing is waiting to be invoiced.", self.home())
        self.import_calls({"seconds": 300})
        found = self.customer_a._preview_next_invoice(self.company, self.currency)
        self.assertEqual(found["total"], 3_100_000)
        self.assertRegex(self.home(), r"Next invoice \S*\s?3\.10 \S* ?so far, with tax, for .* at the earliest\.")

    def test_overdue_invoices_come_first(self):
        self.assertIn("Nothing is waiting for you", self.home())
        self._bill(20, days=-3)
        self._bill(30, days=5)
        text = self.home()
        self.assertRegex(text, r"What to do now \S+ ?20\.00.* is overdue. Pay Now")
        self.assertNotIn("Nothing is waiting for you", text)
        self.assertIn('href="/my/pay"', self.open("/my", self.user_a).text)

    def test_an_invoice_that_is_not_late_is_named_with_its_day(self):
        move = self._bill(30, days=5)
        self.assertRegex(self.home(), rf"{move.name}, .*30\.00.*, is due on .* Pay ")

    def test_who_pays_beforehand_is_asked_to_top_up(self):
        self.customer_a.write({"call_policy": "prepaid", "call_low_balance": 5})
        self.assertIn("There is no money left to call for. Top Up", self.home())
        self._pay_in(4)
        self.assertRegex(self.home(), r"Only \S*\s?4\.00 \S* ?is left to call for. Top Up")
        self._pay_in(10)
        text = self.home()
        self.assertNotIn("Top Up Balance", text)
        self.assertRegex(text, r"Paid in and not used for an invoice \S*\s?14\.00")

    def test_credit_that_is_used_up_is_said_though_it_cannot_be_topped_up(self):
        self.company.call_top_up_accounts = "prepaid"
        self.customer_a.call_credit_limit = 0
        self.assertIn("Your credit is used up", self.home())

    def test_tasks_of_other_rooms_stand_among_them_by_weight(self):
        self._bill(30, days=5)
        partners = type(self.customer_a)
        usual = partners._prepare_portal_tasks

        def more(partner):
            other = {"kind": "x", "text": "Verify +461", "url": "/my/calls", "button": "Verify", "weight": 99}
            lost = {"kind": "y", "text": "Lost", "url": "/my/nowhere/at/all", "button": "Go", "weight": 99}
            return [*usual(partner), other, lost]

        self.patch(partners, "_prepare_portal_tasks", more)
        text = self.home()
        self.assertRegex(text, r"What to do now Verify \+461 Verify INV.* is due on")
        self.assertNotIn("Lost", text, "there is no such page")

    def test_blocks_are_told_as_callers_hear_them(self):
        self.assertIn("Active No number of yours is blocked.", self.home())
        reason = self.env.ref("call_center_billing.call_block_reason_overdue")
        blocks = self.env["call.block"]
        blocks._block(self.customer_a, "manual", reason=reason, note="Told to Olle", level="outgoing")
        blocks._block(self.A_NUMBER, "manual", reason=reason)
        blocks._block(self.B_NUMBER, "manual", reason=reason)
        text = self.home()
        self.assertIn("Blocked in part or whole", text)
        self.assertIn(": outgoing calls", text)
        self.assertIn(f"{self.A_NUMBER}: everything", text)
        self.assertIn("because of unpaid invoices", text)
        self.assertNotIn("Olle", text)
        self.assertNotIn(self.B_NUMBER, text)

    def test_the_calendar_says_what_prevents_each_step(self):
        self.assertNotIn("If nothing is paid", self.home())
        self.company.call_reminders = True
        self.company.call_life_postpaid_id = self.env.ref("call_center_billing.call_life_policy_postpaid")
        move = self._bill(20, days=3)
        self.env["call.life"]._night()
        text = self.home()
        self.assertIn("If nothing is paid What happens on which day.", text)
        self.assertRegex(text, rf"Reminder for {move.name}.* \S*20\.00")
        self.assertIn("Outgoing calls suspended", text)

    def test_customers_of_resellers_are_told_whose_invoices_come(self):
        self.customer_a.write({"call_reseller_id": self.customer_b.id, "call_billed_by": "reseller"})
        self.assertIn("Your invoices come from Customer B.", self.home())
