"""Notifications are kept once, acted on once, and tried again when that failed."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...models.gateway.needs_clerk import NeedsClerk
from .common import GatewayCase

EVENT = "odoo.addons.call_center_billing_payment.models.gateway.call_gateway_event_handle.CallGatewayEvent"


@tagged("post_install", "-at_install")
class TestEvent(GatewayCase):
    def receive(self, ref="evt_1", kind="other", **payload):
        moment = datetime(2026, 11, 22, 10)
        return self.env["call.gateway.event"]._receive(self.provider, ref, kind, "some.type", moment, payload)

    def acting(self, act):
        return patch(f"{EVENT}._handle_other", act)

    def test_the_same_notification_is_kept_once(self):
        first = self.receive(a=1)
        self.assertEqual((first.state, first.payload, first.company_id), ("received", {"a": 1}, self.company))
        self.assertFalse(self.receive(a=2))
        other = self.provider.copy({"state": "disabled"})
        self.assertTrue(self.env["call.gateway.event"]._receive(other, "evt_1", "other", "t", datetime.now(), {}))

    def test_it_is_acted_on_once(self):
        calls = []
        with self.acting(lambda event: calls.append(event.event_ref)):
            event = self.receive()
            event._handle()
            event._handle()
            self._run_cron("call_gateway_event_cron")
        self.assertEqual((calls, event.state, event.note), (["evt_1"], "done", False))

    def test_nothing_to_do_is_said(self):
        event = self.receive()
        event._handle()
        self.assertEqual(event.state, "ignored")
        self.assertIn("Nothing", event.note)

    def test_what_fails_leaves_nothing_behind_and_is_tried_again_later_and_later(self):
        def fail(event):
            event.provider_id.name = "half done"
            raise UserError(event.env._("The moon is in the wrong phase."))

        event, pauses = self.receive(), []
        with self.acting(fail):
            event._handle()
            for _time in range(5):
                self.assertEqual((event.state, event.note), ("failed", "The moon is in the wrong phase."))
                pauses.append(event.retry_at - fields.Datetime.now())
                self._run_cron("call_gateway_event_cron")  # too early
                event.retry_at = fields.Datetime.now() - timedelta(seconds=1)
                self._run_cron("call_gateway_event_cron")
        self.assertEqual(event.tries, 6)
        self.assertEqual(pauses, sorted(pauses))
        self.assertEqual(len(event.activity_ids), 1)
        self.assertNotEqual(self.provider.name, "half done")
        with self.acting(lambda event: None):
            event.with_user(self._create_user("clerk")).action_try_again()
        self.assertEqual((event.state, event.note, len(event.activity_ids)), ("done", False, 0))

    def test_what_no_retry_mends_is_told_at_once(self):
        def fail(_event):
            raise NeedsClerk("Paid twice.")

        event = self.receive()
        with self.acting(fail):
            event._handle()
        self.assertEqual((event.state, event.activity_ids.note.striptags()), ("failed", "Paid twice."))

    def test_an_error_of_ours_is_told_without_what_it_contains(self):
        def fail(_event):
            raise ValueError("sk_live_secret")

        event = self.receive()
        with self.acting(fail):
            event._handle()
        self.assertEqual(event.state, "failed")
        self.assertNotIn("sk_live", event.note)

    def test_who_sees_it(self):
        event = self.receive()
        event.with_user(self._create_user("clerk")).read(["payload_text"])
        portal = new_test_user(self.env, "ccb_portal", "base.group_portal")
        for user in (self._create_user("sales"), self._create_user("switch"), portal):
            with self.assertRaises(AccessError):
                event.with_user(user).read(["payload_text"])
        other = self.env["res.company"].create({"name": "Other"})
        manager = self._create_user("manager")
        manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(event.with_user(manager).search([]))
        for name in ("create", "unlink"):
            with self.assertRaises(AccessError):
                getattr(event.with_user(self.env.ref("base.user_admin")), name)(*([{}] if name == "create" else []))
