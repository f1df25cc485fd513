"""What volume takes off, from the calls to the invoice."""

from datetime import date

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...models.tariff.call_destination import DESTINATION_CLASSES
from ..common import line
from .common import COIN, PlanCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22 10:00:00")
class TestPlanVolume(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.volume = cls._create_volume((2, 10), (4, 50))

    @classmethod
    def _create_volume(cls, *tiers, **vals):
        rows = [(0, 0, {"above": above, "percent": percent}) for above, percent in tiers]
        return cls.env["call.plan.volume"].create({"name": "Many calls", "tier_ids": rows} | vals)

    def _plan(self, volume=None, *items):
        vals = {"volume_id": (volume or self.volume).id}
        return self._create_plan(("volume", 0, vals), *items)

    def _calls(self, *seconds):
        """Calls of October, at 0.60 a minute."""
        self._import(
            *(
                line(f"1.{number}/{each}", seconds=each, start=f"2026-10-{number:02} 10:00:00")
                for number, each in enumerate(seconds, 1)
            )
        )

    def _credited(self, plan):
        """What comes of the plan for October, which is over."""
        charges = self._subscribe(plan, "2026-10-01").item_ids.charge_ids
        return charges, self._told(charges)

    def test_each_part_of_the_volume_by_its_step(self):
        self._calls(60, 120, 120)
        charges, told = self._credited(self._plan())
        # five minutes at 0.60: two without, two at 10 %, one at 50 %
        self.assertEqual(told, [("2026-10-01", "2026-11-01", -0.42)])
        self.assertFalse(charges.subscription_id._charge_until(date(2026, 11, 1)))
        statement = charges.statement_id
        self.assertEqual((f"{statement.date_from}", statement.amount), ("2026-10-01", 2_580_000))
        move = statement.action_invoice()
        self.assertEqual(move.amount_untaxed, 2.58)
        self.assertFalse(statement._differences())
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_the_whole_volume_by_the_step_it_reached(self):
        self.volume.mode = "whole"
        self._calls(60, 120, 120)
        self.assertEqual(self._credited(self._plan())[1], [("2026-10-01", "2026-11-01", -1.5)])

    def test_what_is_not_reached_takes_nothing_off(self):
        self._calls(60, 60)
        self.assertEqual(self._credited(self._plan())[1], [])

    def test_only_what_is_named_counts(self):
        self._calls(60, 60)
        [found] = set(self.env["call.record"].search([]).mapped("destination_class"))
        other = next(key for key, _name in DESTINATION_CLASSES if key != found)
        calls = {"measure": "call", "mode": "whole"}
        self.assertEqual(
            self._credited(self._plan(self._create_volume((1, 50), destination_class=other, **calls)))[1], []
        )
        own = self._create_volume((1, 50), destination_class=found, **calls)
        self.assertEqual(self._credited(self._plan(own))[1], [("2026-10-01", "2026-11-01", -0.6)])

    def test_a_commitment_counts_what_is_paid_in_the_end(self):
        self.volume.mode = "whole"
        self._calls(60, 120, 120)
        charges = self._credited(self._plan(None, ("commitment", 2, {})))[0].sorted("kind")
        self.assertEqual(charges.mapped("amount"), [COIN // 2, -3 * COIN // 2])

    def test_what_is_sold_never_changes(self):
        self._plan()
        for change in (
            lambda: self.volume.write({"mode": "whole"}),
            lambda: self.volume.tier_ids[0].write({"percent": 99}),
            lambda: self.volume.tier_ids[0].unlink(),
            lambda: self.env["call.plan.volume.tier"].create({"volume_id": self.volume.id, "above": 9, "percent": 9}),
            self.volume.unlink,
        ):
            with self.assertRaisesRegex(UserError, "never changes"):
                change()
        copy = self.volume.copy()
        copy.tier_ids[0].percent = 20
        self.volume.name = "Many calls, 2026"

    def test_bad_input_is_refused_with_the_reason(self):
        with self.assertRaisesRegex(ValidationError, "needs its discount"):
            self._create_plan(("volume", 0, {}))
        with self.assertRaisesRegex(ValidationError, "needs its discount"):
            self._create_plan(("recurring", 1, {"volume_id": self.volume.id}))
        with self.assertRaisesRegex(ValidationError, "has no steps"):
            self._plan(self._create_volume())
        for above, percent in ((-1, 10), (1, 0), (1, 101)):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
                self._create_volume((above, percent))

    def test_managers_make_them_and_companies_are_apart(self):
        sales = self._create_user("sales")
        self.assertEqual(self.volume.with_user(sales).mode, "step")
        with self.assertRaises(AccessError):
            self.volume.with_user(self._create_user("clerk")).mode = "whole"
        self.volume.with_user(self._create_user("manager")).mode = "whole"
        self.volume.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRaises(AccessError):
            self.volume.with_user(sales).read(["name"])
