"""Sessions of data wait for the owner of an account name, and are taken back, like calls."""

from odoo.tests import tagged

from ..common import BillingCase
from ..mediation.test_other_services import SESSION


@tagged("post_install", "-at_install")
class TestOtherPayers(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        draft = cls.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        rate = {"version_id": draft.id, "destination_id": cls.mobile.id, "unit": "megabyte", "price": 100_000}
        cls.env["call.rate"].create(rate)
        draft.action_publish()
        cls.radius = cls.source.copy({"name": "RADIUS", "dialect": "radius_detail"})

    def _sessions(self, *keys):
        """Sessions of 2.5 megabytes each of acme@isp, as one file."""
        told = {"user": "acme@isp", "station": "E8-40-F2-DF-AF-34", "status": "Stop", "octets": 2_500_000}
        texts = [SESSION.format(**told, gigawords=0, key=key) for key in keys]
        return self._calls(self.radius._import_bytes("detail", "\n".join(texts).encode()))

    def _own(self):
        vals = {"kind": "account", "number": "acme@isp", "partner_id": self.acme.id}
        self.env["call.number"].create(vals | {"valid_from": "2026-01-01 00:00:00"})

    def _unknown(self):
        self.env["call.unknown.number"].invalidate_model()
        return self.env["call.unknown.number"].search([("source_id", "=", self.radius.id)])

    def test_unknown_account_names_are_valued_and_assigned(self):
        calls = self._sessions(1, 2)
        number = self._unknown()
        self.assertEqual((number.kind, number.a_number, number.call_count), ("account", "acme@isp", 2))
        self.assertEqual(self.env["call.record"].search(number.action_view_calls()["domain"]), calls.sorted("id"))
        self.company.call_pricelist_id = self.pricelist
        number.action_estimate()
        self.assertEqual((number.estimate, number.unpriced_count), (500_000, 0))
        action = number.action_assign()
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({"partner_id": self.acme.id})
        self.assertEqual((wizard.accounts, wizard.call_count), ("acme@isp", 2))
        wizard.action_assign()
        self.assertEqual((calls.partner_id, calls.mapped("amount")), (self.acme, [250_000, 250_000]))
        self.assertFalse(self._unknown())

    def test_an_account_name_that_gets_an_owner_brings_its_sessions_through(self):
        calls = self._sessions(1)
        self._own()
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_redo_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(calls.state, "rated")

    def test_octets_are_taken_back_too(self):
        self._own()
        line = self._sessions(1).statement_line_id
        wrong = self._sessions(2, 3).import_id
        self.assertEqual((line.call_count, line.quantity), (3, 7_500_000))
        wrong._withdraw("Wrong")
        self.assertEqual((line.call_count, line.quantity, line.amount), (1, 2_500_000, 250_000))
