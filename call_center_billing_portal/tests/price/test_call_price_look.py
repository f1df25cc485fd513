"""How the page of a call looks, and what can be done there."""

from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestCallPriceLook(LookCase):
    def test_why_this_price(self):
        call, busy = self.import_calls({"seconds": 75}), self.import_calls({"seconds": 0, "disposition": "BUSY"})
        self.look(f"/my/calls/{call.id}?checked=1", f"/my/calls/{busy.id}", login="portal_a")
