"""A price that is changed for the past asks for another look at the calls of that time."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CorrectionCase


@tagged("post_install", "-at_install")
class TestHint(CorrectionCase):
    def _suggested(self):
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_correction_hint_cron").method_direct_trigger()
        return self.env["call.correction"].search([("suggested", "=", True)])

    def test_a_back_dated_version_suggests_a_correction_of_its_calls(self):
        self._made()
        self._publish(self.card, valid_from="2026-11-20 00:00:00", price=300_000)
        found = self._suggested()
        self.assertEqual((found.state, found.line_count, found.card_id), ("computed", 3, self.card))
        self.assertEqual((str(found.date_from), found.difference), ("2026-11-20", -900_000))
        self.assertIn("3 calls would have another price", found.activity_ids[0].summary)
        self.assertFalse(self.env["call.correction.hint"].search([]))
        found.action_approve()
        self._check_sums()

    def test_a_version_that_changes_no_call_suggests_nothing(self):
        self._made()
        self._publish(self.card, valid_from="2026-11-20 00:00:00", connection_fee=0)
        self._publish(self.card, valid_from="2199-01-01 00:00:00", price=1)
        self.assertFalse(self._suggested())

    def test_a_back_dated_discount_suggests_a_correction_of_its_customer(self):
        self._made()
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 10, "date_from": "2026-11-01"})
        found = self._suggested()
        self.assertEqual((found.partner_ids, found.line_count, found.difference), (self.acme, 3, -180_000))

    def test_a_back_dated_rule_of_a_price_list_suggests_a_correction_of_its_calls(self):
        self._made()
        item = {"display_applied_on": "3_call", "compute_price": "percentage", "percent_price": 20}
        self.pricelist.item_ids = [(0, 0, item | {"date_start": "2026-11-01 00:00:00"})]
        found = self._suggested()
        self.assertEqual((found.pricelist_id, found.difference), (self.pricelist, -360_000))

    def test_a_correction_without_calls_says_so(self):
        with self.assertRaisesRegex(UserError, "no calls with a price"):
            self._correct(date_from="2026-02-01", date_to="2026-02-02")
