"""A published version keeps its rates, bands and tiers, whichever of them is touched, and however."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestDraftGuard(BillingCase):
    def test_the_parts_of_a_published_version_stay_as_they_are(self):
        draft = self.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        band = self.env["call.rate.band"].create({"version_id": draft.id, "name": "Night", "hour_to": 6})
        rate = draft.rate_ids
        tier = self.env["call.rate.tier"].create({"rate_id": rate.id, "band_id": band.id, "price": 1})
        fresh = {
            rate: {"version_id": draft.id, "prefix": "48", "destination_id": self.mobile.id, "price": 1},
            band: {"version_id": draft.id, "name": "Noon", "hour_from": 11, "hour_to": 13},
            tier: {"rate_id": rate.id, "start": 60, "price": 1},
        }
        draft.action_publish()
        for part, vals in fresh.items():
            attempts = {
                "create": lambda part=part, vals=vals: part.create(vals),
                "write": lambda part=part: part.write({"create_date": part.create_date}),
                "unlink": part.unlink,
            }
            for name, attempt in attempts.items():
                with (
                    self.subTest(part=part._name, attempt=name),
                    self.assertRaisesRegex(UserError, "is published"),
                    self.env.cr.savepoint(),
                ):
                    attempt()

    def test_no_part_is_moved_into_a_published_version(self):
        draft = self.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        draft.rate_ids.prefix = "48"
        with self.assertRaisesRegex(UserError, "is published"), self.env.cr.savepoint():
            draft.rate_ids.version_id = self.card.version_ids[-1]
