"""Prepaid services: money has an end, and what follows; a top-up begins anew."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import DUE, LifeCase


@tagged("post_install", "-at_install")
class TestLifePrepaid(LifeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.call_life_prepaid_id = cls.prepaid
        cls.acme.call_policy = "prepaid"
        cls.end = 365

    def _top_up(self, amount=50, day=0, partner=None):
        with freeze_time(f"{self._day(day)} 12:00:00"):
            return self._pay(amount, partner)

    def test_two_years_with_each_alert_and_step_once(self):
        self._top_up()
        self._nights_on(1, 334, 335, 336, 357, 358, 359, 363, 364, 365, 366, 424, 425, 426, 447, 448, 454, 455, 720)
        told = [(day, kind, state) for day, kind, state in self._events()]
        self.assertEqual(
            told,
            [
                (335, "alert", False),
                (358, "alert", False),
                (364, "alert", False),
                (365, "step", "inactive"),
                (425, "notice", "terminated"),
                (448, "notice", "terminated"),
                (455, "step", "terminated"),
            ],
        )
        events = [event for event, _key in self._notices()]
        self.assertEqual(events, ["expiry"] * 3 + ["inactivation"] + ["termination"] * 3)

    def test_a_top_up_at_every_stage_undoes_it_and_counts_anew(self):
        for day, state in ((340, "active"), (366, "inactive"), (456, "terminated")):
            with self.subTest(state=state):
                customer = self._create_customer(state, f"+4681000{day:04}")
                customer.call_policy = "prepaid"
                self._top_up(partner=customer)
                self._nights_on(*(each for each in (1, 335, 365, 425, 448, 455) if each < day))
                self.assertEqual(self._state(customer), state)
                self._top_up(20, day, customer)
                life = self._life(customer)
                self.assertEqual((life.state, life.anchor), ("active", self._day(day + 365)))
                self.assertFalse(customer.call_blocked)
                self.assertFalse(customer.call_number_ids.valid_to)

    def test_small_top_ups_prolong_nothing(self):
        self.prepaid.least_top_up = 10_000_000
        self._top_up(50)
        self._top_up(5, 100)
        self._nights_on(101)
        self.assertEqual(self._life().anchor, self._day(365))
        self.assertEqual(self._life().next_amount, 10)

    def test_validity_from_the_first_call(self):
        self.prepaid.count_from = "first_use"
        self._top_up()
        self._nights_on(1, 150)
        self.assertEqual((self._state(), self._life().anchor), ("active", False))
        self._used(start=f"{self._day(200)} 10:00:00")
        self._nights_on(201)
        self.assertEqual(self._life().anchor, self._day(200 + 365))

    def test_money_that_was_never_paid_in_has_no_end(self):
        self._nights_on(1, 500)
        self.assertEqual((self._state(), self.acme._call_life_ahead()), ("active", []))

    def test_the_calendar_ahead(self):
        self._top_up()
        self._nights_on(1)
        with freeze_time(f"{self._day(360)} 12:00:00"):
            steps = [(entry["state"], entry["date"], entry["notices"]) for entry in self.acme._call_life_ahead()]
        self.assertEqual(
            steps,
            [
                ("expiry", self._day(365), [self._day(364)]),
                ("inactive", self._day(365), []),
                ("terminated", self._day(455), [self._day(425), self._day(448)]),
            ],
        )

    def test_money_left_at_termination_stays_the_customer_s(self):
        self._top_up(50)
        self._nights_on(1, 365, 425, 448, 455)
        life = self._life()
        self.assertEqual((life.state, life.money_left), ("terminated", 50))
        self.assertEqual(self._balance().receivable, 50_000_000)
        self.assertIn("stays on the account", " ".join(self.acme.message_ids.mapped("body")))

    def test_numbers_are_kept_for_a_while_and_then_free(self):
        self._top_up()
        self._nights_on(1, 365, 425, 448, 455)
        number = self.acme.call_number_ids
        self.assertEqual(number.valid_to.date(), self._day(455 + 90))
        self._nights_on(560)
        self._top_up(20, 561)
        self.assertEqual((self._state(), number.valid_to.date()), ("terminated", self._day(455 + 90)))
        other = self._create_customer("Next owner")
        values = {"number": number.number, "partner_id": other.id, "valid_from": f"{self._day(561)} 00:00:00"}
        self.assertTrue(self.env["call.number"].create(values))
        self.assertLess(DUE + timedelta(days=455), number.valid_to.date())
