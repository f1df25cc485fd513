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
