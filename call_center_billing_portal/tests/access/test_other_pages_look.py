"""How the pages look that belong to other add-ons, and those that have no test of their own look."""

from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestOtherPagesLook(LookCase):
    def test_pay_and_top_up(self):
        self.import_calls({"seconds": 3600})
        self.invoice(self.customer_a)
        self.customer_a.write({"call_policy": "prepaid", "call_credit_policy": "limited"})
        self.look("/my/pay", "/my/top-up", "/my/auto-top-up", "/my/voucher", login="portal_a")

    def test_other_reports_and_the_calls_of_a_period(self):
        self.import_calls({}, {"seconds": 75, "b": "+46701110002"})
        statement = self.customer_a.call_statement_ids
        views = [f"/my/reports?view={view}" for view in ("weekdays", "destinations", "numbers")]
        self.look(*views, f"/my/statements/{statement.id}/calls", "/my/disputes/new?calls=1", login="portal_a")
