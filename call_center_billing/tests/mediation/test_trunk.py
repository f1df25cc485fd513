"""Trunks, and who may know what they cost."""

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import CostCase


@tagged("post_install", "-at_install")
class TestTrunk(CostCase):
    def test_a_name_on_the_switch_belongs_to_one_trunk_of_the_source(self):
        self.trunk.copy({"code": False})
        for code in (" b ", "", False):
            with self.subTest(code), mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
                self.trunk.copy({"code": code})
        self.trunk.active = False
        self.assertTrue(self.trunk.copy({"code": "b"}))

    def test_a_trunk_takes_no_selling_prices(self):
        with self.assertRaisesRegex(ValidationError, "needs a cost card"), self.cr.savepoint():
            self.trunk.rate_card_id = self.card
        with self.assertRaisesRegex(ValidationError, "takes this card for its cost"):
            self.cost_card.kind = "selling"

    def test_a_trunk_with_calls_is_archived_and_not_deleted(self):
        self._call()
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.trunk.unlink()

    def test_the_carrier_is_the_supplier_of_the_card(self):
        self.cost_card.supplier_id = self.acme
        trunk = self.trunk.copy({"code": "c"})
        self.assertEqual(trunk.supplier_id, self.acme)

    def test_managers_keep_trunks_and_others_read_them(self):
        for group in ("sales", "clerk"):
            trunk = self.trunk.with_user(self._create_user(group))
            self.assertEqual(trunk.code, "b")
            with self.assertRaises(AccessError):
                trunk.code = "c"
        self.trunk.with_user(self._create_user("manager")).code = "c"

    def test_margins_are_for_staff_and_not_for_customers_or_switches(self):
        call = self._call()
        self.assertEqual(call.with_user(self._create_user("sales")).margin, 300_000)
        self.env.flush_all()
        self.assertTrue(
            self.env["call.margin.report"].with_user(self.env.ref("base.user_admin")).browse(call.id).margin
        )
        portal = new_test_user(self.env, "ccb_portal_costs", "base.group_portal")
        for user in (portal, self._create_user("switch")):
            for model in ("call.record", "call.trunk", "call.margin.report", "call.margin.alert"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_only_managers_read_why_a_call_costs_what_it_costs(self):
        call = self._call()
        self.assertIn("Margin", call.with_user(self._create_user("manager")).cost_explanation)
        with self.assertRaises(AccessError):
            call.with_user(self._create_user("clerk")).read(["cost_explanation"])
