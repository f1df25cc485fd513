"""Who was looked up is forgotten after a time; what it cost is not."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ANNA, CALLER, DirectoryCase

OTHER = "+46701740606"


@tagged("post_install", "-at_install")
class TestLookupRetention(DirectoryCase):
    def setUp(self):
        super().setUp()
        self.company.call_lookup_days = 30
        self.directory = self._says({**ANNA, "zip": ""}, price=100_000)
        self._identify()
        self._identify(OTHER)
        self.old, self.new = self._lookups(), self._lookups(OTHER)
        self.old.asked_at = fields.Datetime.now() - timedelta(days=31)
        self.task = self._tasks()

    def _retain(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_directory_lookup_cron_retain").method_direct_trigger()
        self.env.invalidate_all()

    def test_old_look_ups_name_nobody(self):
        self._retain()
        read = self.old.read()[0]
        for field in ("number", "request", "answer", "name", "street", "city", "country_id", "task_id", "partner_id"):
            self.assertFalse(read[field], field)
        self.assertEqual(
            (self.old.cost, self.old.outcome, self.old.directory_id), (100_000, "incomplete", self.directory)
        )
        self.assertEqual(self.old.purged_on, fields.Date.today())
        self.assertEqual(self.new.name, "Anna Berg")

    def test_what_was_cached_is_asked_again(self):
        self._retain()
        self._identify()
        self.assertEqual(len(self._lookups()), 1)

    def test_closed_tasks_go_and_open_ones_stay(self):
        closed = self._tasks(OTHER)
        closed._dismiss("test", 0)
        closed.closed_at = fields.Datetime.now() - timedelta(days=31)
        closed.quiet_until = fields.Date.today() - timedelta(days=31)
        self._retain()
        self.assertFalse(closed.exists())
        self.assertTrue(self.task.exists())

    def test_what_keeps_quiet_for_longer_stays(self):
        closed = self._tasks(OTHER)
        closed._dismiss("test", 365)
        closed.closed_at = fields.Datetime.now() - timedelta(days=31)
        self._retain()
        self.assertTrue(closed.exists())

    def test_a_customer_in_a_dispute_keeps_its_evidence(self):
        self.env["call.number"].create({"number": CALLER, "partner_id": self.acme.id})
        self.acme.call_hold = True
        self.task.closed_at = fields.Datetime.now() - timedelta(days=31)
        self._retain()
        self.assertEqual(self.old.number, CALLER)
        self.assertTrue(self.task.exists())

    def test_a_company_may_keep_all(self):
        self.company.call_lookup_days = 0
        self._retain()
        self.assertEqual(self.old.number, CALLER)
