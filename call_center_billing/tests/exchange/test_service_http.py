"""Invoices are posted to a web server of this machine, which does not always want them."""

import base64
import json
import logging
import time
from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.tests import tagged

from ...exchange import signature
from ...models.exchange import call_billing_service_http, outcome
from .common import SECRET, WebhookCase


@tagged("post_install", "-at_install")
class TestServiceHttp(WebhookCase):
    def _hand_over(self, *answers):
        """An invoice, and what became of the first attempt."""
        self.answers = list(answers)
        move = self._invoice()
        self._run_jobs()
        return self._messages(("move_id", "=", move.id))

    def test_an_invoice_is_posted_signed_with_its_files(self):
        message = self._hand_over(201)
        move = message.move_id
        self.assertEqual((message.state, message.kind, message.attempts, message.error), ("done", "invoice", 1, False))
        [asked] = self.server.asked
        [body] = self.bodies
        header = asked.headers[signature.HEADER]
        self.assertEqual(signature.fault(SECRET, header, int(time.time()), body), "")
        told = json.loads(body)
        self.assertEqual((told["number"], told["total"], told["currency"]), (move.name, "7.50", move.currency_id.name))
        self.assertEqual(told["key"], asked.headers["Idempotency-Key"])
        ubl = etree.fromstring(base64.b64decode(told["ubl"]["content"]))
        self.assertEqual(etree.QName(ubl).localname, "Invoice")
        self.assertEqual(ubl.findtext("{*}ID"), move.name)
        self.assertEqual(base64.b64decode(told["pdf"]["content"]), b"%PDF-1.7 paper")
        self.assertEqual(move.call_service_state, "done")

    def test_a_credit_note_goes_where_the_invoice_went(self):
        move = self._hand_over(200).move_id
        self.company.call_service_id = False
        refund = move._reverse_moves([{"invoice_date": fields.Date.today()}])
        refund.action_post()
        self._run_jobs()
        self.assertEqual(refund.call_service_message_ids.mapped("state"), ["done"])
        told = json.loads(self.bodies[-1])
        self.assertEqual((told["type"], told["credited_invoice"], told["total"]), ("credit_note", move.name, "7.50"))

    def test_what_it_had_already_is_done(self):
        self.assertEqual(self._hand_over(409).state, "done")

    def test_a_server_in_trouble_is_asked_again_later_and_later(self):
        message = self._hand_over(500, 503, 502)
        waits = []
        for attempt in (1, 2, 3):
            self.assertEqual((message.state, message.attempts), ("waiting", attempt))
            self.assertIn("answered 50", message.error)
            waits.append(round((message.next_try - fields.Datetime.now()).total_seconds() / 60))
            self._run_jobs()
            self.assertEqual(len(self.bodies), attempt, "not before its time")
            self._due()
            self._run_jobs()
        self.assertEqual((waits, message.state, message.error), ([1, 2, 4], "done", False))
        self.assertEqual(len(set(self.bodies)), 1, "the same each time")
        self.assertEqual(len({asked.headers["Idempotency-Key"] for asked in self.server.asked}), 1)

    def test_it_is_not_asked_before_it_said(self):
        message = self._hand_over((429, ("Retry-After", "7200")))
        self.assertGreater(message.next_try, fields.Datetime.now() + timedelta(seconds=7100))
        self.assertEqual(message.state, "waiting")

    def test_what_is_refused_waits_for_a_person_and_the_next_goes_out(self):
        self.service.user_id = clerk = self._create_user("clerk")
        message = self._hand_over(422, 200)
        self.assertEqual((message.state, message.next_try), ("aside", False))
        self.assertIn("answered 422. said", message.error)
        self.assertEqual(message.activity_ids.user_id, clerk)
        self.assertEqual(message.move_id.call_service_state, "aside")
        other = self._invoice()
        self._run_jobs()
        self.assertEqual(other.call_service_state, "done")
        message.with_user(clerk).action_retry()
        self._run_jobs()
        self.assertEqual((message.state, message.activity_ids.ids), ("done", []))

    def test_redirects_are_not_followed(self):
        message = self._hand_over((302, ("Location", f"{self.server.url}/elsewhere")))
        self.assertEqual([asked.path for asked in self.server.asked], ["/take"])
        self.assertIn("sends us elsewhere", message.error)
        self.assertEqual(message.state, "aside")

    def test_who_does_not_answer_is_asked_again_and_the_rest_waits(self):
        self.startPatcher(patch.object(call_billing_service_http, "PATIENCE", 0.3))
        self.answers = [self.server.drip]
        moves = [self._invoice(), self._invoice()]
        self._run_jobs()
        messages = self._messages()
        self.assertEqual(messages.mapped("attempts"), [1, 0])
        self.assertIn("did not answer within", self.service.last_error)
        self._due()
        self._run_jobs()
        self.assertEqual([move.call_service_state for move in moves], ["done", "done"])
        self.assertFalse(self.service.last_error)

    def test_a_server_that_is_gone(self):
        self.server.close()
        message = self._hand_over()
        self.assertEqual(message.state, "waiting")
        self.assertIn("cannot be reached", message.error)

    def test_it_is_given_up_when_it_was_tried_often_enough(self):
        self.service.user_id = self._create_user("clerk")
        message = self._hand_over(500, 500)
        message.attempts = outcome.ATTEMPTS - 1
        self._due()
        self._run_jobs()
        self.assertEqual(message.state, "aside")
        self.assertIn("Given up after 25 attempts", message.error)

    def test_try_it(self):
        self.assertEqual(self.service.action_try()["params"]["type"], "success")
        self.assertEqual(json.loads(self.bodies[0]), {"type": "try"})
        self.assertTrue(self.server.asked[0].headers[signature.HEADER])
        self.answers = [403]
        notice = self.service.action_try()["params"]
        self.assertEqual(notice["type"], "danger")
        self.assertIn("answered 403", notice["message"])
        self.assertFalse(self._messages())

    def test_secrets_are_told_to_nobody(self):
        with self.assertLogs(level="DEBUG") as logs:
            logging.getLogger("urllib3.connectionpool").warning("begun")
            logging.getLogger("odoo.addons.call_center_billing").debug("begun")
            message = self._hand_over(500)
        said = "".join(logs.output) + str(message.error) + str(self.service.message_ids.mapped("body"))
        self.assertNotIn(SECRET, said + "".join(map(str, self.bodies)))
        self.assertNotIn(f"{self.server.url}/take", "".join(logs.output))
