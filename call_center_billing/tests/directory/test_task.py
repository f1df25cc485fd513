"""The work list: clerks find out who calls."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ANNA, CALLER, DirectoryCase

WHOLE = {"name": "Anna Berg", "street": "Storgatan 3", "zip": "111 20", "city": "Stockholm"}


@tagged("post_install", "-at_install")
class TestTask(DirectoryCase):
    def setUp(self):
        super().setUp()
        self.clerk = self._create_user("clerk")
        self._says({**ANNA, "hidden": True})
        self._identify()
        self.task = self._tasks().with_user(self.clerk)

    def test_a_clerk_completes_it_and_the_number_may_call(self):
        self.task.write(WHOLE | {"issue_pin": False})
        self.task.action_complete()
        self.assertRecordValues(self.task, [{"state": "done", "closed_by_id": self.clerk.id, "missing": ""}])
        customer = self.task.partner_id
        self.assertRecordValues(customer, [WHOLE | {"call_opened_by": "manual", "call_credit_limit": 1000}])
        self.assertEqual(customer.call_number_ids.mapped("number"), [CALLER])
        self.assertEqual(self._identify(), customer)

    def test_whoever_has_a_secret_number_gets_a_pin(self):
        self.assertTrue(self.task.issue_pin)
        self.task.write(WHOLE)
        shown = self.task.action_complete()
        pin = shown["context"]["default_pin"].replace(" ", "")
        self.assertRegex(pin, r"^\d{10}$")
        partner, outcome = self.env["call.pin"]._verify(self.company, pin)
        self.assertEqual((partner, outcome), (self.task.partner_id, "ok"))

    def test_an_address_that_lacks_something_is_not_enough(self):
        self.task.write(WHOLE | {"city": "", "zip": " "})
        with self.assertRaisesRegex(UserError, "City"):
            self.task.action_complete()
        self.assertEqual(self.task.state, "open")

    def test_the_number_of_somebody_known(self):
        self.task.write({"partner_id": self.acme.id, "issue_pin": False})
        self.task.action_complete()
        self.assertIn(CALLER, self.acme.call_number_ids.mapped("number"))
        self.assertEqual((self.task.state, self.acme.name), ("done", "Acme"))
        self.assertEqual(self._identify(), self.acme)

    def test_a_number_assigned_elsewhere_closes_its_task(self):
        number = {"number": CALLER, "partner_id": self.acme.id}
        self.env["call.number"].with_user(self.clerk).create(number)
        self.assertRecordValues(
            self.task, [{"state": "done", "partner_id": self.acme.id, "closed_by_id": self.clerk.id}]
        )
        with self.assertRaises(UserError):
            self.task.action_complete()

    def test_a_number_of_the_past_or_the_future_does_not(self):
        numbers = self.env["call.number"]
        early = {"valid_from": "2026-01-01 00:00:00", "valid_to": "2026-02-01 00:00:00"}
        numbers.create({"number": CALLER, "partner_id": self.acme.id, **early})
        numbers.create({"number": CALLER, "partner_id": self.acme.id, "valid_from": "2099-01-01"})
        self.assertEqual(self.task.state, "open")

    def _dismiss(self, days=30):
        wizard = self.env["call.directory.dismiss"].with_user(self.clerk).with_context(active_ids=self.task.ids)
        wizard.create({"reason": "Test call", "quiet_days": days}).action_dismiss()

    def test_dismissed_with_a_reason_it_keeps_quiet(self):
        self._dismiss()
        self.assertRecordValues(self.task, [{"state": "dismissed", "dismissed_for": "Test call"}])
        self._identify()
        self.assertEqual((len(self._tasks()), self.task.call_count), (1, 2))

    def test_when_the_quiet_is_over_there_is_a_new_task(self):
        self._dismiss()
        self._tasks().quiet_until = fields.Date.today() - timedelta(days=1)
        self._identify()
        self.assertEqual(sorted(self._tasks().mapped("state")), ["dismissed", "open"])
        with self.assertRaises(UserError):
            self.task.action_reopen()

    def test_a_dismissed_task_is_taken_up_again(self):
        self._dismiss()
        self.task.action_reopen()
        self.assertRecordValues(self.task, [{"state": "open", "dismissed_for": False, "quiet_until": False}])

    def test_what_is_closed_stays_as_it_is(self):
        self._dismiss()
        with self.assertRaises(UserError):
            self.task.name = "Somebody"
        with self.assertRaises(UserError):
            self.task.action_complete()
        with self.assertRaises(UserError):
            self._dismiss()

    def test_a_clerk_does_not_write_what_the_rules_decide(self):
        for vals in ({"state": "done"}, {"number": "+4611"}, {"call_count": 0}, {"reason": "none"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self.task.write(vals)

    def test_what_was_looked_up_is_seen_with_the_task(self):
        self.assertEqual(self.task.lookup_ids.mapped("outcome"), ["secret"])
