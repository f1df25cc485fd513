"""What files and people write is text where it is shown, never markup."""

from odoo.tests import tagged

from .deck_common import HEADER, DeckCase

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestMarkup(DeckCase):
    def _assert_text(self, html, shown=True):
        """The hostile text is not in the HTML as it is; escaped it is there."""
        for tag in ("<script", "<img"):
            self.assertNotIn(tag, str(html))
        if shown:
            self.assertIn("&lt;script&gt;", str(html))

    def test_cells_of_a_deck_s_sample(self):
        rows = f"4670;{HOSTILE};0,50;;\n4671;M;{HOSTILE};;\n{HOSTILE};M;0,5;;\n"
        deck = self._deck(f"{HEADER}\n{rows}", preview=False)
        self._assert_text(deck.sample)
        self.assertEqual(str(deck.sample).count("&lt;script&gt;"), 3, "in a good row and in two bad ones")

    def test_headers_and_names_of_a_deck_s_file(self):
        deck = self._deck(f"Zon;{HOSTILE}\n4670;1\n", preview=False, name=f"{HOSTILE}.csv")
        self.assertIn("alert-warning", deck.sample)
        self._assert_text(deck.sample)

    def test_the_names_of_bands_in_a_sample(self):
        version = self.cost.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        self.env["call.rate.band"].create({"version_id": version.id, "name": HOSTILE, "hour_to": 6})
        deck = self._deck(f"prefix,destination,price,price:{HOSTILE}\n4670,M,0.5,0.2\n", preview=False)
        self._assert_text(deck.sample)

    def test_what_the_chatter_says_of_a_deck(self):
        deck = self._apply(f"{HEADER}\n4670;M;0,50;;\n", name=f"{HOSTILE}.csv")
        self._assert_text("".join(deck.version_id.card_id.message_ids.mapped("body")), shown=False)
        self._assert_text("".join(deck.version_id.message_ids.mapped("body")), shown=False)

    def test_tables_of_the_price_look_up(self):
        self.pricelist.name = HOSTILE
        self.card.name = f"{HOSTILE} card"
        self.acme.name = HOSTILE
        campaign = self.env["call.campaign"].create({"name": HOSTILE, "code": "x", "partner_id": self.acme.id})
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 10, "date_from": "2026-01-01"})
        self.mobile.name = HOSTILE
        lookup = self.env["call.price.lookup"].create(
            {"partner_id": self.acme.id, "campaign_id": campaign.id, "number": "+46701110001"}
        )
        self._assert_text(lookup.rules)
        self._assert_text(lookup.promises, shown=False)
