"""How the list of calls looks."""

from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestCallsLook(LookCase):
    def test_calls_of_an_empty_account(self):
        self.look("/my/calls", login="portal_b", widths=(390,))
