"""Included units when a call is asked for."""

from odoo import fields
from odoo.tests import tagged

from ...models.admission.no_cursor import NoCursor, OrdinaryWay
from ..admission.api_common import A_NUMBER, ApiCase
from .common import BundleCase


@tagged("post_install", "-at_install")
class TestBundleAdmission(ApiCase, BundleCase):
    """Acme may use ten crowns, at 0.60 a minute: 1,000 seconds."""

    def _mine(self, units=600, **vals):
        return self._give(self._create_bundle(units, name="Minutes", **vals), start=fields.Date.today())

    def test_units_come_on_top_of_money(self):
        self._mine(prorate=False)
        answer = self._authorize("1.1")
        self.assertEqual((answer["decision"], answer["max_seconds"]), ("allow", 1_600))
        self.assertEqual(answer["bundles"], [{"name": "Minutes", "unit": "second", "left": 600}])
        hold = self._hold("1.1")
        self.assertEqual((hold.amount, hold.bundle_units), (10_000_000, 600))

    def test_calls_in_progress_share_what_there_is(self):
        self._mine(prorate=False)
        found = [self._authorize(seconds=500)["max_seconds"] for _call in range(4)]
        self.assertEqual(found, [500, 500, 500, 100])
        holds = self.env["call.hold"].search([("source_id", "=", self.source.id)], order="id")
        self.assertEqual(holds.mapped("bundle_units"), [500, 100, 0, 0])
        self.assertEqual(sum(holds.mapped("amount")), 10_000_000)

    def test_who_has_no_money_may_use_what_is_included(self):
        self._mine(prorate=False)
        self.acme.write({"call_credit_limit": 0, "call_minimum_balance": 5})
        answer = self._authorize("1.1", seconds=3_600)
        self.assertEqual((answer["decision"], answer["max_seconds"], answer["warn_at"]), ("allow", 600, 540))
        self.assertEqual(self._authorize("1.2")["reason"], "no_credit")

    def test_an_end_uses_what_was_counted_on(self):
        mine = self._mine(prorate=False)
        self._authorize("1.1", seconds=60)
        self._grow_older("1.1", 120)
        self.assertEqual(self._told("end", call_id="1.1", talk_seconds=90)["charged"], "0.00")
        mine.invalidate_recordset()
        self.assertEqual(mine.grant_ids.filtered("used").used, 90)
        self.assertEqual(self._told("balance", a_number=A_NUMBER)["bundles"][0]["left"], 510)
        self.assertSound()

    def test_a_longer_call_counts_on_more(self):
        self._mine(prorate=False)
        self._authorize("1.1", seconds=60)
        answer = self._told("extend", call_id="1.1", talk_seconds=30, seconds=300)
        self.assertEqual((answer["max_seconds"], self._hold("1.1").bundle_units), (330, 330))
        self.assertEqual(answer["bundles"][0]["left"], 600)

    def test_one_included_call_is_for_one_call_at_once(self):
        self._mine(1, unit="call", prorate=False)
        self.acme.call_credit_limit = 0
        self.assertEqual([self._authorize()["decision"] for _call in range(2)], ["allow", "deny"])

    def test_the_short_way_leaves_accounts_with_bundles_to_the_ordinary_one(self):
        self._authorize()
        mine = self._mine(prorate=False)
        facts = {"bundles": [[1, mine.id, 10, "2026-11-01", "2026-12-01", "2026-12-01", 5, 0, 0, None]], "zone": "UTC"}
        admission = self.env(cr=NoCursor(self.registry, readonly=True), su=True)["call.admission"]
        with self.assertRaises(OrdinaryWay):
            admission._with_bundles(None, facts, None, fields.Datetime.now())
        self.assertEqual(admission._with_bundles(None, {"bundles": None}, "prices", None), "prices")

    def test_without_bundles_nothing_is_told(self):
        answer = self._authorize()
        self.assertEqual((answer["max_seconds"], answer["bundles"]), (1_000, []))
