"""What an account can pay, and how a sum is spread."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayChoice(PayCase):
    def test_open_invoices_of_the_account_those_due_first_first(self):
        new, old = self._invoice(due=self.today), self._late()
        self._invoice_of_another()
        [group] = self.anna._call_pay_groups()
        self.assertEqual([row["invoice"] for row in group["rows"]], [old, new])
        self.assertEqual([row["overdue"] for row in group["rows"]], [True, False])
        self.assertEqual(group["rows"][0]["days"], 10)
        self.assertEqual((group["total"], group["overdue"]), (6.0, 3.0))

    def test_drafts_and_paid_ones_are_not_asked_for(self):
        self._late().button_draft()
        self._pay_shares({(paid := self._late()): 3.0})
        self.assertEqual(paid.payment_state, "paid")
        self.assertEqual(self.anna._call_pay_groups(), [])

    def test_each_currency_is_a_choice_of_its_own(self):
        self._late()
        euro = self._late()
        other = self.env.ref("base.EUR") if self.currency.name != "EUR" else self.env.ref("base.USD")
        other.active = True
        euro.button_draft()
        euro.currency_id = other
        euro.action_post()
        groups = self.anna._call_pay_groups()
        self.assertEqual({group["currency"] for group in groups}, {self.currency, other})
        moves = [group["rows"][0]["invoice"] for group in groups]
        with self.assertRaisesRegex(UserError, "one currency at a time"):
            self._intent(dict.fromkeys(moves, 1.0))

    def test_a_sum_pays_those_due_first(self):
        new, old = self._invoice(due=self.today), self._late()
        [group] = self.anna._call_pay_groups()
        self.assertEqual(self.anna._call_oldest_first(group, 4.5), {old: 3.0, new: 1.5})
        self.assertEqual(self.anna._call_oldest_first(group, 1.0), {old: 1.0})

    def test_not_more_than_is_open_nor_what_is_not_owed(self):
        move = self._late()
        for sum_, words in ((3.01, "3.00.* of it can be paid now"), (300, "has changed")):
            with self.assertRaisesRegex(UserError, words):
                self._intent({move: sum_})
        foreign = self._invoice_of_another()
        with self.assertRaisesRegex(UserError, "cannot be paid here"):
            self._intent({foreign: 1.0})

    def test_what_changed_since_the_choice_is_refused(self):
        paid, withdrawn = self._late(), self._late()
        first, second = self._intent({paid: 3.0}), self._intent({withdrawn: 3.0})
        self._pay_shares({paid: 3.0})
        with self.assertRaisesRegex(UserError, "is paid already. Nothing more was taken"):
            first._begin(self._chosen())
        withdrawn.button_draft()
        with self.assertRaisesRegex(UserError, "was withdrawn"):
            second._begin(self._chosen())

    def _invoice_of_another(self):
        other = self._create_customer("Another", "+46855550000")
        other.call_credit_policy = "unlimited"
        return self._late(a_number="46855550000")
