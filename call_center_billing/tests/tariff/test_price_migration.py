"""Campaigns with a rate card of their own, from before they named price lists."""

import importlib.util
from pathlib import Path

from odoo.tests import tagged

from ..common import BillingCase

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.2.0.0/post-price-lists.py"


@tagged("post_install", "-at_install")
class TestPriceMigration(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spec = importlib.util.spec_from_file_location("post_price_lists", SCRIPT)
        cls.script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.script)

    def _migrate(self, cards):
        """Run the script with these cards of campaigns, in the column as it was."""
        self.env.flush_all()
        self.cr.execute("ALTER TABLE call_campaign ADD COLUMN rate_card_id integer")
        for campaign, card in cards.items():
            self.cr.execute("UPDATE call_campaign SET rate_card_id = %s WHERE id = %s", (card.id, campaign.id))
        self.script.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_campaigns_keep_their_prices(self):
        campaigns = self.env["call.campaign"].create(
            [{"name": name, "partner_id": self.acme.id, "code": name} for name in ("A", "B", "C", "D")]
        )
        cheap, dear = self._create_card("Cheap", {"467": 1_000_000}), self._create_card("Dear", {"467": 2_000_000})
        existing = self._create_pricelist("Dear", dear)
        self._migrate({campaigns[0]: cheap, campaigns[1]: cheap, campaigns[2]: dear})
        lists = campaigns.mapped("pricelist_id")
        self.assertEqual(campaigns[0].pricelist_id, campaigns[1].pricelist_id)
        self.assertEqual((lists[0].name, lists[0].call_rate_card_id), ("Cheap", cheap))
        self.assertEqual(campaigns[2].pricelist_id, existing)
        self.assertFalse(campaigns[3].pricelist_id)
        self.assertEqual(
            [self._call(account=code).amount for code in "ABCD"], [1_000_000, 1_000_000, 2_000_000, 600_000]
        )

    def test_every_company_has_a_basic_list_afterwards(self):
        self.company.call_pricelist_id = False
        self._migrate({})
        self.assertTrue(self.company.call_pricelist_id)
