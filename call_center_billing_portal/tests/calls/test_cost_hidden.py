"""What a call costs us is none of the customer's business."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCostHidden(CallPortalCase):
    def test_neither_trunk_nor_cost_nor_margin_is_on_the_page(self):
        card = self.card.copy({"name": "Secret carrier", "kind": "cost"})
        rate = {"prefix": "46", "destination_id": self.card.version_ids.rate_ids.destination_id.id, "price": 123_400}
        version = {"card_id": card.id, "valid_from": "2020-01-01 00:00:00", "rate_ids": [(0, 0, rate)]}
        self.env["call.rate.version"].create(version).action_publish()
        trunk = {"name": "Secret trunk", "source_id": self.source.id, "code": "b", "rate_card_id": card.id}
        self.env["call.trunk"].create(trunk)
        call = self.import_calls({})
        self.assertEqual((call.cost, call.margin), (123_400, 576_600))
        page = self.open("/my/calls", self.user_a).text
        self.assertIn("0.70", page)
        for secret in ("Secret", "0.1234", "123400", "0.5766", "576600"):
            self.assertNotIn(secret, page)
        with self.assertRaises(AccessError):
            call.with_user(self.user_a).read(["margin"])
