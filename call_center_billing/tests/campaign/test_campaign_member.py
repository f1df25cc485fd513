"""Calls of a campaign that are told by queue or DID."""

import polars as pl
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.rater import CallRater
from ..reseller.common import BothWaysCase

DID = "+46851000001"
STRANGER = "46899999999"


@tagged("post_install", "-at_install")
class TestCampaignMember(BothWaysCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        card = cls._create_card("Inbound", {"46851": 200_000})
        cls.inbound = cls._create_pricelist("Inbound", card)
        dids = [{"number": f"+4685100000{last}", "kind": "did", "partner_id": cls.acme.id} for last in (1, 2)]
        cls.env["call.number"].create([did | {"valid_from": "2026-01-01 00:00:00"} for did in dids])
        cls.club, cls.desk = (
            cls.env["call.campaign"].create({"name": name, "code": name, "partner_id": cls.acme.id, **vals})
            for name, vals in (("club", {}), ("desk", {"pricelist_id": cls.inbound.id}))
        )

    def _add(self, campaign, kind, value):
        return self.env["call.campaign.member"].create({"campaign_id": campaign.id, "kind": kind, "value": value})

    def test_calls_to_its_dids_are_the_campaign_s_both_ways(self):
        (self.source | self.other).did_billing = "always"
        member = self._add(self.desk, "did", "+46 8 510 000 01")
        self.assertEqual(member.value, DID)
        self.acme.property_product_pricelist = self.inbound
        to = [{"b_number": DID}, {"b_number": DID, "account": "club"}, {"b_number": "+46851000002"}]
        calls = self._both([self._line(a_number=STRANGER, **vals) for vals in to])
        self.assertEqual([call.campaign_id.name for call in calls], ["desk", "club", False])
        self.assertEqual(calls.mapped("state"), ["rated"] * 3)
        self._assert_booked()

    def test_a_queue_goes_before_a_did_and_an_account_code_before_both(self):
        self._add(self.club, "queue", "support")
        self._add(self.desk, "did", DID)
        told = [("desk", "support", DID), ("", "support", DID), ("", "sales", DID), ("", "sales", "+46701110001")]
        expected = [self.desk.id, self.club.id, self.desk.id, None]
        batch = self.env["call.import"].create({"source_id": self.source.id, "name": "calls.csv"})
        rows = [(self.acme.id, *names) for names in told]
        frame = pl.DataFrame(rows, schema=["partner_id", "account_code", "queue", "b_number"], orient="row")
        found = BulkPipeline(batch).prices._with_campaigns(frame)
        self.assertEqual(found["campaign_id"].to_list(), expected)
        self.assertEqual(found["campaign_list"].to_list(), [self.inbound.id, None, self.inbound.id, None])
        rater = CallRater(self.env, self.company)
        singly = [rater._campaign(self.acme, zip(("code", "queue", "did"), names, strict=True)) for names in told]
        self.assertEqual([campaign.id or None for campaign in singly], expected)

    def test_another_client_s_queue_of_that_name_is_its_own(self):
        other = self._create_customer("Other")
        self._add(self.club, "queue", "support")
        own = self.env["call.campaign"].create({"name": "Own", "code": "own", "partner_id": other.id})
        self._add(own, "queue", "support")
        rater = CallRater(self.env, self.company)
        self.assertEqual(rater._campaign(other, [("queue", "support")]), own)

    def test_what_cannot_be_is_refused(self):
        self._add(self.club, "queue", "support")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._add(self.desk, "queue", " support ")
        with self.assertRaises(ValidationError):
            self._add(self.desk, "did", "no number")

    def test_sales_choose_and_switches_do_not(self):
        member = self._add(self.club, "queue", "support")
        member.with_user(self._create_user("sales")).value = "sales"
        with self.assertRaises(AccessError):
            member.with_user(self._create_user("switch")).read(["value"])
