"""Plans: versions are published once, and what cannot be is refused with its reason."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import COIN, PlanCase


@tagged("post_install", "-at_install")
class TestPlan(PlanCase):
    """What tariff managers do."""

    def test_the_version_of_a_day(self):
        plan = self._create_plan(("recurring", 10, {}))
        second = plan.version_ids.copy({"valid_from": "2026-06-01"})
        self.assertEqual((second.number, second.state, len(second.item_ids)), (2, "draft", 1))
        second.item_ids.price = 12 * COIN
        self.assertIn("+", second.changes)
        second.action_publish()
        day = self.env["call.plan.version"]._fields["valid_from"].to_date
        first = plan.version_ids - second
        self.assertFalse(plan._at(day("2025-12-31")))
        self.assertEqual(plan._at(day("2026-05-31")), first)
        self.assertEqual(plan._at(day("2026-06-01")), second)
        second.action_withdraw()
        self.assertEqual(plan._at(day("2026-06-01")), first)

    def test_a_published_version_never_changes(self):
        plan = self._create_plan(("recurring", 10, {}))
        version = plan.version_ids
        for change in (
            lambda: version.item_ids.write({"price": 1}),
            lambda: version.item_ids.unlink(),
            lambda: version.write({"notice_days": 3}),
            lambda: version.write({"item_ids": [(0, 0, {"product_id": self.fee.id})]}),
            lambda: version.unlink(),
            lambda: plan.unlink(),
            version.action_publish,
        ):
            with self.assertRaises(UserError):
                change()
        version.note = "A note may change"

    def test_what_cannot_be_published(self):
        plan = self.env["call.plan"].create({"name": "Empty"})
        plan.action_new_version()
        with self.assertRaisesRegex(UserError, "has no items"):
            plan.version_ids.action_publish()
        plan.version_ids.item_ids = [(0, 0, {"product_id": self.fee.id, "price": 1})]
        self.fee.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            plan.version_ids.action_publish()
        self.fee.active = True
        plan.version_ids.valid_from = "2026-03-01"
        plan.version_ids.action_publish()
        twin = plan.version_ids.copy({"valid_from": "2026-03-01"})
        with self.assertRaisesRegex(UserError, "same day"):
            twin.action_publish()

    @mute_logger("odoo.sql_db")
    def test_less_than_nothing_and_no_article_are_refused(self):
        plan = self.env["call.plan"].create({"name": "Bad"})
        plan.action_new_version()
        for vals in ({"price": -1, "product_id": self.fee.id}, {"price": 1}):
            with self.assertRaises(IntegrityError):
                self.env["call.plan.item"].create({"version_id": plan.version_ids.id, **vals})
        charge = {"name": "Bad", "partner_id": self.acme.id, "product_id": self.fee.id, "price": -1}
        with self.assertRaises(IntegrityError):
            self.env["call.charge"].create(charge)
        with self.assertRaises(IntegrityError):
            self.env["call.charge"].create({**charge, "price": 1, "amount": -1})

    @mute_logger("odoo.sql_db")
    def test_one_subscription_of_a_plan_at_a_time(self):
        plan = self._create_plan(("recurring", 10, {}))
        first = self._subscribe(plan, "2026-01-01")
        with self.assertRaisesRegex(UserError, "on already"):
            self._subscribe(plan, "2026-05-01")
        first.write({"date_end": "2026-05-01", "state": "ended"})
        second = self._subscribe(plan, "2026-05-01")
        self.assertEqual(second.state, "active")
        self.assertNotEqual(first.charge_ids, second.charge_ids)

    def test_what_is_not_sold_yet_cannot_start(self):
        plan = self._create_plan(("recurring", 10, {}), valid_from="2026-06-01")
        with self.assertRaisesRegex(UserError, "is sold from"):
            self._subscribe(plan, "2026-05-31")
        draft = plan.version_ids.copy()
        subscription = self.env["call.subscription"].create({"partner_id": self.acme.id, "version_id": draft.id})
        with self.assertRaisesRegex(UserError, "not published"):
            subscription._start()

    def test_policy_and_price_list_come_with_the_plan(self):
        other = self._create_pricelist("Plan list", self.card)
        plan = self._create_plan(("recurring", 10, {}), policy="prepaid", pricelist_id=other.id)
        self.assertEqual(self.acme.call_plan_kind, "usage")
        subscription = self._subscribe(plan, "2026-01-01")
        self.assertEqual((self.acme.call_policy, self.acme.property_product_pricelist), ("prepaid", other))
        self.acme.invalidate_recordset()
        self.assertEqual(self.acme.call_plan_kind, "plan")
        accounts = self.env["res.partner"]
        self.assertIn(self.acme, accounts.search([("call_plan_kind", "=", "plan")]))
        self.assertNotIn(self.acme, accounts.search([("call_plan_kind", "=", "usage")]))
        with self.assertRaisesRegex(UserError, "currency, cycle and periods stay"):
            plan.alignment = "anniversary"
        with self.assertRaisesRegex(UserError, "stays as it is"):
            subscription.item_ids.price = 1
        with self.assertRaisesRegex(UserError, "first day stay"):
            subscription.date_start = "2026-02-01"

    def test_prices_of_one_s_own(self):
        plan = self._create_plan(("recurring", 10, {}))
        vals = {"partner_id": self.acme.id, "version_id": plan.version_ids.id, "date_start": "2026-01-01"}
        subscription = self.env["call.subscription"].create(vals)
        subscription.item_ids = [(0, 0, {"kind": "one_time", "product_id": self.fee.id, "price": 7 * COIN})]
        subscription._start()
        self.assertEqual(self._told(subscription.charge_ids), [("2026-01-01", "2026-01-01", 7)])
