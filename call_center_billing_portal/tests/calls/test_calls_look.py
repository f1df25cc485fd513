"""How the list of calls looks, and what can be done there."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..look import LookCase


@tagged("post_install", "-at_install")
class TestCallsLook(LookCase):
    def test_calls_of_an_empty_account(self):
        self.look("/my/calls", login="portal_b", widths=(390,))

    def test_calls_with_choices_and_mistakes(self):
        self.env["call.campaign"].create({"name": "Spring", "code": "S1", "partner_id": self.customer_a.id})
        self.import_calls(*({"seconds": 61 + number, "code": "S1"} for number in range(8)), {"b": "112"})
        self.look(
            "/my/calls", "/my/calls?cost_from=x&from=2024-01-01", "/my/calls?destination=Norway", login="portal_a"
        )

    def test_a_customer_looks_up_why_a_call_costs_what_it_does(self):
        self.import_calls({"seconds": 60})
        self.start_tour("/my/calls", "call_calls_why_this_price", login="portal_a")

    def test_a_call_in_progress_appears_while_one_looks(self):
        now = fields.Datetime.now()
        hold = {
            "source_id": self.source.id,
            "call_id": "live",
            "company_id": self.env.company.id,
            "partner_id": self.customer_a.id,
            "number_id": self.customer_a.call_number_ids.id,
            "currency_id": self.currency.id,
            "amount": 3_200_000,
            "begun_at": now,
            "expires_at": now + timedelta(hours=1),
        }
        answered = type(self.env["res.partner"])._prepare_portal_live
        asked = []

        def begin_a_call(partner, *args):
            asked.append(partner)
            if len(asked) == 2:
                self.env["call.hold"].create(hold)
                self.env.flush_all()
            return answered(partner, *args)

        self.patch(type(self.env["res.partner"]), "_prepare_portal_live", begin_a_call)
        self.start_tour("/my/calls", "call_calls_live", login="portal_a")
        self.assertGreaterEqual(len(asked), 2)
