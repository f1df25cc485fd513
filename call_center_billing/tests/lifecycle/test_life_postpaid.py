"""Postpaid services: suspended, inactive and terminated by due dates, and active again when money is booked."""

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import LifeCase

STEPS = [(14, "step", "outgoing"), (30, "step", "service"), (60, "step", "inactive"), (90, "step", "terminated")]
NOTICES = [(7, "outgoing"), (12, "outgoing"), (23, "service"), (46, "inactive"), (60, "terminated"), (83, "terminated")]


@tagged("post_install", "-at_install")
class TestLifePostpaid(LifeCase):
    def test_two_years_of_nights(self):
        """Each step on its day and once, each notice before it and once, whatever comes after."""
        self._invoice()
        self._nights(-10, 0, step=5)
        self._nights(1, 92)
        self._nights(120, 720, step=120)
        self.assertEqual(self._events("step", "undone"), STEPS)
        self.assertEqual([(day, state) for day, _kind, state in self._events("notice")], NOTICES)
        told = [event for event, _key in self._notices()]
        self.assertEqual(told.count("suspension"), 3 + 2)
        self.assertEqual((told.count("inactivation"), told.count("termination")), (1 + 1, 2 + 1))

    def test_nothing_happens_to_who_has_no_policy(self):
        self.company.call_life_postpaid_id = False
        self._invoice()
        self._nights(0, 100, step=50)
        self.assertFalse(self._life())
        self.assertFalse(self.acme.call_blocked)
        self.assertEqual(self.acme.call_life_state, "active")

    def test_nothing_happens_while_billing_is_off(self):
        self._invoice()
        self.company.call_billing = False
        self._nights_on(7, 20)
        self.assertFalse(self._life())

    def test_payment_at_every_stage_undoes_it_at_once(self):
        stages = {"outgoing": 15, "service": 31, "inactive": 61, "terminated": 91}
        customers = {state: self._create_customer(state, f"+4681000{day:04}") for state, day in stages.items()}
        for customer in customers.values():
            self._invoice(partner=customer)
        before = 0
        for state, day in stages.items():
            customer = customers[state]
            self._nights_of_steps(day, before)
            before = day
            self.assertEqual((self._state(customer), customer.call_life_state), (state, state))
            with freeze_time(f"{self._day(day)} 12:00:00"):
                self._pay(100, customer)
                self.assertEqual((self._state(customer), customer.call_blocked), ("active", False))
                self.assertTrue(customer.call_number_count)
            self.assertEqual(self._notices(customer)[-1][0], "reactivation")

    def test_a_part_payment_skips_no_step(self):
        """Paying the oldest leaves what the next one calls for; its own steps come on its own days."""
        old, _young = self._invoice(100), self._invoice(60, due=self._day(10))
        self._nights_of_steps(31)
        self.assertEqual(self._state(), "service")
        with freeze_time(f"{self._day(31)} 12:00:00"):
            self._pay(40)
            self.assertEqual((self._state(), old.payment_state), ("service", "partial"))
            self._pay(60)
            self.assertEqual((self._state(), old.payment_state), ("outgoing", "paid"))
        self._nights_on(33, 40, 56, 70, 93, 100)
        steps = self._events("step", "undone")
        self.assertEqual(
            steps[2:],
            [
                (31, "undone", "outgoing"),
                (40, "step", "service"),
                (70, "step", "inactive"),
                (100, "step", "terminated"),
            ],
        )

    def test_what_is_promised_disputed_or_in_parts_pauses(self):
        move = self._invoice()
        self._nights_of_steps(14)
        self.assertEqual(self._state(), "outgoing")
        with freeze_time(f"{self._day(15)} 12:00:00"):
            promise = self.env["call.payment.promise"].create(
                {"partner_id": self.acme.id, "amount": 100, "date": self._day(20)}
            )
            self.assertEqual((promise.invoice_ids, self._state()), (move, "active"))
        self._nights(16, 20, step=4)
        self.assertEqual(self._state(), "active")
        with freeze_time(f"{self._day(21)} 03:00:00"):
            self.env["call.payment.promise"]._call_look(self.company)
        self._nights_on(21, 23, 30)
        self.assertEqual(
            self._events("step", "undone")[1:],
            [(15, "undone", "active"), (21, "step", "outgoing"), (30, "step", "service")],
        )
        with freeze_time(f"{self._day(31)} 12:00:00"):
            plan = self.env["call.instalment.plan"].create({"invoice_id": move.id, "first_date": self._day(40)})
            plan.action_split()
            plan.action_start()
            self.assertEqual(self._state(), "active")

    def test_nobody_is_suspended_who_was_not_told(self):
        """An old debt, when a policy is chosen: notices first, and one step a night."""
        self._invoice()
        self._nights(200, 212)
        self.assertEqual(self._events("step")[0], (202, "step", "outgoing"))
        days = [day for day, _kind, _state in self._events("step")]
        self.assertEqual(days, sorted(set(days)))

    def test_small_debts_are_borne(self):
        self.policy.least_debt = 5_000_000
        self._invoice(5)
        self._nights(7, 31, step=8)
        self.assertEqual((self._state(), self._events()), ("active", []))
        self._invoice(1)
        self._nights(32, 34)
        self.assertEqual(self._state(), "outgoing")

    def test_a_fee_is_charged_once_and_only_for_payment(self):
        self.policy.step_ids.filtered(lambda step: step.state == "service").reactivation_price = 99_000_000
        self._invoice()
        self._nights_of_steps(31)
        with freeze_time(f"{self._day(31)} 12:00:00"):
            self._pay(100)
            self._life()._look(rise=False)
        charges = self.env["call.charge"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual((charges.mapped("amount"), charges.state), ([99_000_000], "placed"))
        self.assertEqual(charges.product_id, self.env.ref("call_center_billing.product_call_reactivation"))
        self.assertEqual(charges.statement_line_id.amount, 99_000_000)

    def test_what_lies_ahead_is_told_with_the_sum_that_prevents_it(self):
        self._invoice(100)
        self._invoice(60, due=self._day(10))
        self._nights(0, 1)
        with freeze_time(f"{self._day(1)} 12:00:00"):
            entries = self.acme._call_life_ahead()
            calendar = self.acme.call_life_calendar
        told = [((entry["date"] - self._day(0)).days, entry["state"], entry["amount"]) for entry in entries]
        self.assertEqual(
            told, [(14, "outgoing", 100), (30, "service", 100), (60, "inactive", 100), (90, "terminated", 100)]
        )
        self.assertIn("Service suspended", calendar)
        life = self._life()
        self.assertEqual((life.next_state, life.next_date, life.next_amount), ("outgoing", self._day(14), 100))
        self.assertEqual(life.amount, 100)

    def test_policies_that_make_no_sense_are_refused(self):
        step = self.policy.step_ids[0]
        for vals in (
            {"days": 40},
            {"days": 0},
            {"notices": ""},
            {"notices": "14"},
            {"notices": "soon"},
            {"notices": "-1"},
        ):
            with self.subTest(**vals), self.assertRaises(ValidationError), self.env.cr.savepoint():
                step.write(vals)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.prepaid.step_ids[-1].notices = False

    def test_paying_what_prevents_a_step_moves_all_steps_on(self):
        self._invoice(100)
        self._invoice(60, due=self._day(10))
        self._nights(1, 1)
        with freeze_time(f"{self._day(13)} 12:00:00"):
            self._pay(100)
            entries = self.acme._call_life_ahead()
        told = [((entry["date"] - self._day(0)).days, entry["amount"]) for entry in entries]
        self.assertEqual(told, [(24, 60), (40, 60), (70, 60), (100, 60)])
