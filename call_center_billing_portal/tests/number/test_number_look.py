"""How the pages of numbers look."""

from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestNumberLook(LookCase):
    def test_numbers_and_limits(self):
        self.env.company.call_verify_number = "+46 8 123 45 00"
        claims = self.env["call.number.claim"]
        claims._claim(self.customer_a, "+46701234567", "Mobile")
        claims._claim(self.customer_a, self.B_NUMBER)._take()
        number = self.customer_a.call_number_ids
        self.env["call.pin"].sudo()._issue(self.customer_a)
        self.look("/my/numbers", f"/my/numbers/{number.id}", "/my/limits", "/my/pin", login="portal_a")

    def test_a_customer_changes_numbers_and_limits(self):
        self.env.company.call_verify_number = "+46 8 123 45 00"
        self.start_tour("/my/numbers", "call_numbers_and_limits", login="portal_a")
        self.assertEqual(self.customer_a.call_number_ids.label, "Reception")
        self.assertEqual(self.customer_a.call_own_block_ids.destination_class, "premium")
        self.assertEqual(self.customer_a.call_own_day_limit, 25.5)
        self.assertEqual(self.env["call.number.claim"].search([]).state, "withdrawn")
