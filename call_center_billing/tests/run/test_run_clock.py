"""Runs that the clock makes, jobs that bill them, and what is told when they are late."""

from datetime import date
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError

from ...models.run import call_billing_run_create
from ..mediation.common import JobCase
from .common import RunCase


@tagged("post_install", "-at_install")
class TestRunClock(RunCase, JobCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(call_billing_run_create, "AT_ONCE", 0))
        self.manager = self._create_user("manager")

    def _clock(self):
        """What the scheduler does; the runs that there are."""
        self.env["call.billing.run"]._cron_run()
        return self.env["call.billing.run"].search([("company_id", "=", self.company.id)])

    def test_a_company_that_bills_by_itself(self):
        self._october()
        self._october("bolt")
        run = self._clock()
        self.assertEqual((run.cause, run.state, run.automatic, run.user_id), ("cycle", "running", True, self.clerk))
        [job] = self._jobs()
        self.assertEqual((job.identity_key, job.channel), (f"call.billing.run:{run.id}:0", "root.call_billing"))
        self._run_jobs()
        self.assertEqual((run.state, run.billed_count), ("done", 2))
        self.assertTrue(any("2 billed, 0 set aside" in body for body in run.message_ids.mapped("body")))
        self.assertEqual(self._clock(), run, "nothing is due any longer")

    def test_one_company_s_trouble_keeps_no_other_from_its_run(self):
        other = self.env["res.company"].create({"name": "Other", "call_billing_mode": "auto"})
        self.env["call.source"].create({"name": "Other", "company_id": other.id, "country_id": self.acme.country_id.id})
        self._october()
        make = type(self.env["call.billing.run"])._make_due

        def fail(run, company):
            if company == other:
                raise ZeroDivisionError
            return make(run, company)

        logger = "odoo.addons.call_center_billing.models.run.call_billing_run_watch"
        with (
            patch.object(type(self.env["call.billing.run"]), "_make_due", fail),
            self.assertLogs(logger, "ERROR") as log,
        ):
            self.assertEqual(self._clock().state, "running")
        self.assertIn(f"No billing run of company {other.id}", log.output[0])

    def test_a_company_that_wants_to_look_first(self):
        self.company.call_billing_mode = "look"
        self._october()
        run = self._clock()
        self.assertEqual((run.state, run.automatic, run.ready_count), ("looked", False, 1))
        self.assertEqual(self._clock(), run, "what waits on one run is not put on another")
        self.company.call_billing_mode = "hand"
        run.action_cancel()
        self.assertEqual((self._clock(), run.state), (run, "cancelled"))

    def test_late_calls_are_waited_for(self):
        self.company.call_billing_wait_days = 10
        self._october()
        self.assertFalse(self._clock())
        self.freeze("2026-11-11 12:00:00")
        self.assertTrue(self._clock())

    def test_what_was_set_aside_is_billed_the_night_after_it_was_mended(self):
        self.acme.street = False
        self._october()
        self._october("bolt")
        run = self._clock()
        self._run_jobs()
        self.assertEqual((run.state, run.billed_count, run.aside_count), ("exceptions", 1, 1))
        self.acme.street = "Storgatan 1"
        self.assertEqual((self._clock(), run.state), (run, "exceptions"))
        self.freeze("2026-11-06 12:30:00")
        self._clock()
        self._run_jobs()
        self.assertEqual((run.state, run.billed_count, run.activity_ids.ids), ("done", 2, []))

    def test_a_chunk_that_collides_with_an_import_comes_again(self):
        self._october()
        run = self._clock()
        [job] = self._jobs()
        with (
            patch.object(type(run), "_bill_chunk", side_effect=SerializationFailure("concurrent update")),
            patch.object(self.env.cr, "rollback"),
            self.assertRaises(RetryableJobError),
        ):
            run._bill_part(0)
        self._run_jobs()
        self.assertEqual((job.state, run.state), ("done", "done"))

    def test_chunk_by_chunk(self):
        self.startPatcher(patch.object(call_billing_run_create, "CHUNK", 1))
        self._october()
        self._october("bolt")
        run = self._clock()
        self._run_jobs()
        self.assertEqual((run.state, run.billed_count), ("done", 2))

    def test_a_run_whose_job_died_goes_on(self):
        self._october()
        run = self._clock()
        self._jobs().unlink()
        run._cron_watch()
        self._run_jobs()
        self.assertEqual(run.state, "done")

    def test_a_run_with_nothing_left_and_no_end_is_ended(self):
        self._october()
        run = self._clock()
        run._bill_chunk([0], 10)
        run._cron_watch()
        self.assertEqual(run.state, "done")

    def test_managers_are_told_of_runs_that_wait_too_long(self):
        self.company.call_billing_mode = "look"
        self._october()
        run = self._clock()
        run._cron_watch()
        self.assertFalse(run.late or run.activity_ids)
        self.freeze("2026-11-09 12:00:00")
        for _again in range(2):
            run.invalidate_recordset()
            run._cron_watch()
        self.assertTrue(run.late)
        [activity] = run.activity_ids.filtered(lambda activity: activity.user_id == self.manager)
        self.assertIn("is late", activity.summary)
        self.assertIn(self.manager.partner_id, run.message_ids.partner_ids)

    def test_managers_are_told_if_there_is_no_run_at_all(self):
        self._october()
        self.env["call.billing.run"]._cron_watch()
        [run] = self.env["call.billing.run"].search([("company_id", "=", self.company.id)])
        self.assertEqual((run.day, run.state), (date(2026, 11, 5), "running"))
        self.assertIn("not billed", run.activity_ids.filtered(lambda a: a.user_id == self.manager).summary)
