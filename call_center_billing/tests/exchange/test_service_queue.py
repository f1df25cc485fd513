"""Which documents are handed over, and that none is lost or handed over twice."""

from contextlib import suppress
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.exceptions import AccessError, ValidationError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.exchange.call_billing_service_work import LOCK
from ...models.exchange.call_service_message_send import CallServiceMessage
from .common import WebhookCase


@tagged("post_install", "-at_install")
class TestServiceQueue(WebhookCase):
    def test_a_posted_invoice_of_calls_is_queued_once(self):
        move = self._invoice()
        self.assertEqual(move._call_goes_to_service(), self.service)
        self.assertEqual(move.call_service_message_ids.mapped("state"), ["waiting"])
        self.assertEqual(move.call_service_state, "waiting")
        self.assertEqual(len(self._jobs()), 1)
        self._invoice()
        self.assertEqual(len(self._jobs()), 1, "one job a service")
        self._run_jobs()
        self.assertEqual(len(self.bodies), 2)

    def test_what_a_service_sends_we_do_not_send(self):
        self.company.write({"call_review_policy": "never", "call_dispatch_mode": "auto"})
        theirs = self._used().statement_id.action_invoice(post=False)
        theirs._call_route()
        self.assertEqual((theirs.state, theirs.call_dispatch, theirs.call_service_state), ("posted", "none", "waiting"))
        self.acme.call_service_policy = "self"
        ours = self._used().statement_id.action_invoice(post=False)
        ours._call_route()
        self.assertEqual((ours.state, ours.call_dispatch, ours.call_service_state), ("posted", "queued", False))

    def test_other_invoices_are_ours_to_send(self):
        draft = self._used().statement_id.action_invoice(post=False)
        other = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.acme.id,
                "invoice_line_ids": [(0, 0, {"name": "Headset", "price_unit": 10, "tax_ids": []})],
            }
        )
        other.action_post()
        self.assertFalse(other._call_goes_to_service())
        self.assertFalse((draft + other).call_service_message_ids)

    def test_an_account_may_have_another_service_or_none(self):
        other = self.service.copy({"name": "Other", "folder": "other", "kind": "folder"})
        self.acme.write({"call_service_policy": "own", "call_service_id": other.id})
        self.assertEqual(self._invoice()._call_goes_to_service(), other)
        self.acme.call_service_policy = "self"
        self.assertFalse(self._invoice()._call_goes_to_service())
        self.acme.call_service_policy = "company"
        self.assertEqual(self._invoice()._call_goes_to_service(), self.service)
        self.service.active = False
        self.assertFalse(self._invoice()._call_goes_to_service())
        with self.assertRaisesRegex(ValidationError, "Name the service"):
            self.acme.write({"call_service_policy": "own", "call_service_id": False})

    def test_who_sends_a_copy_by_hand_is_told_that_the_service_sends(self):
        move = self._invoice()
        wizard = (
            self.env["account.move.send.wizard"].with_context(active_model=move._name, active_ids=move.ids).create({})
        )
        self.assertIn(f"A billing service sends {move.name}", wizard.alerts["call_service_sends"]["message"])
        self.acme.call_service_policy = "self"
        own = self._invoice()
        wizard = (
            self.env["account.move.send.wizard"].with_context(active_model=own._name, active_ids=own.ids).create({})
        )
        self.assertNotIn("call_service_sends", wizard.alerts or {})

    def test_a_contact_has_what_its_company_has(self):
        contact = self.env["res.partner"].create({"name": "Desk", "parent_id": self.acme.id})
        self.acme.call_service_policy = "self"
        self.assertEqual(contact.call_service_policy, "self")

    def test_an_invoice_that_is_mended_before_it_went_goes_as_it_is_then(self):
        move = self._invoice()
        move.button_draft()
        self._run_jobs()
        self.assertEqual((self.bodies, self._messages().state), ([], "dismissed"))
        move.action_post()
        self._run_jobs()
        self.assertEqual((len(self.bodies), move.call_service_state), (1, "done"))
        move.button_draft()
        move.action_post()
        self._run_jobs()
        keys = {asked.headers["Idempotency-Key"] for asked in self.server.asked}
        self.assertEqual((len(self.bodies), len(keys)), (2, 2), "what it has is replaced by another message")

    def test_a_process_that_is_killed_while_sending_sends_again_under_the_same_key(self):
        class Killed(BaseException):
            pass

        self._invoice()
        self._jobs().unlink()
        self.env.flush_all()
        send = CallServiceMessage._send

        def sent_and_killed(message):
            send(message)
            raise Killed

        # what was written after the last commit is lost with the process
        # (assertRaises would undo what was committed as well)
        killing = patch.object(CallServiceMessage, "_send", sent_and_killed)
        with self.enter_registry_test_mode(), killing, suppress(Killed), self.registry.cursor() as cr:
            self.service.with_env(self.env(cr=cr))._work()
        message = self._messages()
        self.assertEqual((message.state, message.attempts, len(self.bodies)), ("sending", 1, 1))
        self.env["call.billing.service"]._cron_work()
        self._run_jobs()
        self.assertEqual(len(self.bodies), 1, "another process may still be at it")
        message = self._messages()
        self._due()
        self._run_jobs()
        self.assertEqual(message.state, "done")
        keys = [asked.headers["Idempotency-Key"] for asked in self.server.asked]
        self.assertEqual((len(keys), len(set(keys))), (2, 1))

    def test_one_process_at_a_time(self):
        self._invoice()
        with db_connect(self.cr.dbname).cursor() as elsewhere:
            elsewhere.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCK, self.service.id))
            self._run_jobs()
            self.assertEqual((self.bodies, self._messages().attempts), ([], 0))
        self.env["call.billing.service"]._cron_work()
        self._run_jobs()
        self.assertEqual(self._messages().state, "done")

    def test_the_cron_finds_what_no_job_is_left_for(self):
        self._invoice()
        self._jobs().unlink()
        self.env["call.billing.service"]._cron_work()
        self._run_jobs()
        self.assertEqual(self._messages().state, "done")
        self.env["call.billing.service"]._cron_work()
        self.assertFalse(self._jobs(), "nothing is due")

    def test_an_invoice_that_cannot_be_written_as_ubl_waits_for_a_person(self):
        self.acme.country_id = False
        move = self._invoice()
        self._run_jobs()
        message = move.call_service_message_ids
        self.assertEqual((message.state, self.bodies), ("aside", []))
        self.assertIn("cannot be written as UBL", message.error)
        self.acme.country_id = self.env.ref("base.se")
        message.action_retry()
        self._run_jobs()
        self.assertEqual(message.state, "done")

    def test_trouble_of_our_own_stops_one_message_and_no_other(self):
        moves = [self._invoice(), self._invoice()]
        broken = self._messages()[0]
        parcel = CallServiceMessage._parcel

        def failing(message):
            if message == broken:
                raise OperationalError("disk")
            return parcel(message)

        with patch.object(CallServiceMessage, "_parcel", failing):
            self._run_jobs()
        self.assertEqual([move.call_service_state for move in moves], ["aside", "done"])
        self.assertEqual(broken.error, "OperationalError: disk")

    def test_nobody_writes_messages_by_hand(self):
        self._invoice()
        message = self._messages().with_user(self._create_user("manager"))
        for vals in ({"state": "done"}, {"amount": 1}, {"key": "x"}, {"service_id": 1}):
            with self.assertRaises(AccessError):
                message.write(vals)
        message.message_post(body=message.key)
        message.action_dismiss()
        self.assertEqual(message.state, "dismissed")
