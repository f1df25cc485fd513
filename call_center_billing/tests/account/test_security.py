"""What each kind of user may do, tried as that user."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line

OWN_MODELS = (
    "call.number",
    "call.campaign",
    "call.destination",
    "call.rate.card",
    "call.rate.version",
    "call.rate",
    "call.source",
    "call.import",
    "call.reject",
    "call.record",
    "call.statement",
    "call.statement.line",
    "call.redo",
    "call.unknown.number",
    "call.unknown.estimate",
    "call.source.series",
    "call.source.gap",
    "call.control.total",
    "call.completeness",
    "call.pin",
    "call.block",
    "call.block.reason",
    "call.prompt",
    "call.prompt.audio",
)


PRICES = ("call.rate.card", "call.rate.version", "call.rate", "call.destination")


@tagged("post_install", "-at_install")
class TestSecurity(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batch = cls.source._import_bytes("test.csv", f"{line('1.1/1')}\nbad,line".encode())
        cls.calls = cls.env["call.record"].search([("import_id", "=", cls.batch.id)])
        cls.statement = cls.calls.statement_id
        cls.users = {group: cls._create_user(group) for group in ("sales", "clerk", "manager", "switch")}
        cls.users["employee"] = new_test_user(cls.env, "ccb_employee", "base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "ccb_portal", "base.group_portal")

    def _may(self, user, model, operation):
        return self.env[model].with_user(self.users[user]).has_access(operation)

    def test_outsiders_see_nothing(self):
        for user in ("employee", "portal"):
            for model in OWN_MODELS:
                with self.subTest(user=user, model=model):
                    self.assertFalse(self._may(user, model, "read"))

    def test_a_switch_sees_its_sources_and_nothing_else(self):
        readable = {model for model in OWN_MODELS if self._may("switch", model, "read")}
        self.assertEqual(readable, {"call.source"})

    def test_nobody_writes_calls_or_imports_by_hand(self):
        for model in ("call.record", "call.import", "call.reject", "call.statement.line"):
            for operation in ("write", "create", "unlink"):
                # beside a line that cannot be read there may be written what it should be, and nothing else:
                # see completeness/test_reject_retry.py
                allowed = (model, operation) == ("call.reject", "write")
                with self.subTest(model=model, operation=operation):
                    self.assertEqual(self._may("manager", model, operation), allowed)

    def test_sales_keeps_numbers_and_campaigns_and_reads_prices(self):
        for model in ("call.number", "call.campaign"):
            self.assertTrue(self._may("sales", model, "write"))
        for model in (*PRICES, "call.record", "call.statement"):
            self.assertTrue(self._may("sales", model, "read"))
            self.assertFalse(self._may("sales", model, "create"))
        for model in ("call.import", "call.reject"):
            self.assertFalse(self._may("sales", model, "read"))

    def test_only_managers_change_prices_and_sources(self):
        for model in (*PRICES, "call.source"):
            self.assertTrue(self._may("manager", model, "write"))
            self.assertFalse(self._may("clerk", model, "write"))

    def test_a_clerk_does_the_whole_job(self):
        env = self.env(user=self.users["clerk"])
        batch = self.source.with_env(env)._import_bytes("clerk.csv", line("1.2/1", a_number="46850001234").encode())
        call = env["call.record"].search([("import_id", "=", batch.id)])
        newcomer = env["res.partner"].create({"name": "Newcomer", "property_product_pricelist": self.pricelist.id})
        env["call.number.assign"].with_context(active_ids=call.ids).create({"partner_id": newcomer.id}).action_assign()
        wizard = env["call.statement.invoice"].with_context(active_ids=call.statement_id.ids).create({})
        wizard.action_bill()
        self.assertEqual(call.statement_id.state, "invoiced")
        self.assertEqual(call.statement_id.order_id.invoice_ids.create_uid, self.users["clerk"])

    def test_sales_cannot_bill(self):
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_access"):
            self.statement.with_user(self.users["sales"]).action_create_order()

    def test_sales_cannot_send_calls_through_again_by_rpc(self):
        call = self._calls(self._import(line("1.3/1", a_number="46850009999")))
        with self.assertRaises(AccessError):
            call.with_user(self.users["sales"]).action_redo()

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        user = new_test_user(
            self.env,
            "ccb_other",
            "call_center_billing.call_center_billing_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        for model in ("call.number", "call.source", "call.import", "call.reject", "call.record", "call.statement"):
            with self.subTest(model):
                self.assertTrue(self.env[model].search_count([]))
                self.assertFalse(self.env[model].with_user(user).search_count([]))
        with self.assertRaises(AccessError):
            self.calls.with_user(user).read(["a_number"])
